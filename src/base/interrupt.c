#define _DEFAULT_SOURCE // sigaction
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int watched[] = { SIGINT, SIGTERM, SIGHUP };
enum { WATCHED_COUNT = sizeof watched / sizeof *watched };

static volatile sig_atomic_t wished;

static void note(int signal_number)
{
    wished = signal_number;
}

static void handle(void (*from)(int), void (*to)(int))
{
    for (int i = 0; i < WATCHED_COUNT; i++) {
        struct sigaction before;
        const struct sigaction wanted = { .sa_handler = to }; // no restart: what blocks comes back
        if (sigaction(watched[i], NULL, &before) == 0 && before.sa_handler == from) sigaction(watched[i], &wanted, NULL);
    }
}

void interrupt_watch(void)
{
    wished = 0;
    handle(SIG_DFL, note);
}

bool interrupt_wished(void)
{
    return wished != 0;
}

void interrupt_obey(void)
{
    handle(note, SIG_DFL);
    if (wished) raise(wished);
}
