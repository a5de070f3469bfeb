// result.h: how functions that can fail report it: a code for the program, a sentence for the person.
//
// Why       Files, tables and drivers fail for reasons a user can mend. The code says which kind (and becomes the exit status),
//           the Message is filled once, where the cause is known: what happened, where, what to do. Broken promises
//           between our own functions are asserts, not Results.
// Errors    message_set never fails; a text longer than the buffer is cut at a whole UTF-8 character, control characters become '?'.
#ifndef ILIOPSOAS_RESULT_H
#define ILIOPSOAS_RESULT_H

typedef enum Result {
    RESULT_OK,
    RESULT_USAGE,       // the request is wrong: exit status 2
    RESULT_NOT_FOUND,   // a file or id that does not exist
    RESULT_BAD_DATA,    // a file is there but its content is not what it must be
    RESULT_IO,          // reading or writing failed
    RESULT_UNSUPPORTED, // the machine lacks something: display, GL, memory
    RESULT_COUNT
} Result;

typedef struct Message {
    char text[768];
} Message;

#if defined(__GNUC__)
#define MESSAGE_FORMAT(n) __attribute__((format(printf, n, n + 1)))
#else
#define MESSAGE_FORMAT(n)
#endif

// Fills the message; why may be NULL. Returns code, so that `return message_set(why, RESULT_IO, ...)` reads as one sentence.
Result message_set(Message *why, Result code, const char *format, ...) MESSAGE_FORMAT(3);

// Exit status of the program for a result: 0 done, 1 cannot be met, 2 wrong usage.
int result_exit_status(Result result);

#endif
