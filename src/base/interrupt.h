// interrupt.h: Ctrl-C, a closed terminal or a polite kill, asked for where it suits.
//
// Why       What takes minutes and leaves several things to tidy up (a child process, a folder of pictures) cannot do so inside a signal
//           handler: the handler only notes the wish, the work asks between its steps, tidies up and obeys.
// Errors    cannot fail. A signal that is ignored from outside (nohup) stays ignored.
#ifndef ILIOPSOAS_INTERRUPT_H
#define ILIOPSOAS_INTERRUPT_H

#include <stdbool.h>

void interrupt_watch(void); // from here on signals wait; before any file draft is opened, see file.c
bool interrupt_wished(void);
void interrupt_obey(void); // ends the program by the signal that came, if one did; signals work as usual again
#endif
