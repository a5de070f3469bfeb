#include "command_line.h"

#include "quiz_words.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { OWN_LEVEL, OWN_SEED, OWN_COUNT, OWN_KIND, OWN_ANSWERS, OWN_SOLUTIONS };

static const char letters[] = "abcdef";

// ---- what is wished for

static Result read_whole(const char *text, const char *option, int least, int most, int *out, Message *why)
{
    int value;
    if (!text) return RESULT_OK;
    if (!text_to_int(text, &value) || value < least || value > most)
        return message_set(why, RESULT_USAGE, "%s %.40s: write a whole number from %d to %d.", option, text, least, most);
    *out = value;
    return RESULT_OK;
}

static Result read_kinds(const char *list, QuizWish *wish, Message *why)
{
    if (!list) return RESULT_OK;
    Text rest = text_of(list), piece;
    while (text_next(&rest, ',', &piece)) {
        char id[40];
        int found = -1;
        snprintf(id, sizeof id, "%.*s", (int)piece.size, piece.data);
        for (int k = 0; k < QUIZ_KIND_COUNT; k++)
            if (strcmp(quiz_kind_ids[k], id) == 0) found = k;
        const char *near = text_nearest(id, quiz_kind_ids, QUIZ_KIND_COUNT);
        if (found < 0 && near) return message_set(why, RESULT_USAGE, "There is no kind of question \"%.30s\"; did you mean \"%s\"?", id, near);
        if (found < 0) return message_set(why, RESULT_USAGE, "There is no kind of question \"%.30s\". Write find, name, action, attachment or referral.", id);
        wish->kinds[found] = true;
    }
    return RESULT_OK;
}

static Result read_solutions(const CommandLine *line, bool *out, Message *why)
{
    const char *word = line->own[OWN_SOLUTIONS];
    *out = line->own[OWN_ANSWERS] != NULL;
    if (!word) return RESULT_OK;
    *out = strcmp(word, "on") == 0;
    if (!*out && strcmp(word, "off") != 0) return message_set(why, RESULT_USAGE, "--solutions %.40s: write on or off.", word);
    return RESULT_OK;
}

static Result read_wish(const CommandLine *line, QuizWish *wish, Message *why)
{
    int seed = 1;
    *wish = (QuizWish) { .level = 1, .count = 10 };
    Result result = read_whole(line->own[OWN_LEVEL], "--level", 1, QUIZ_LEVELS, &wish->level, why);
    if (result == RESULT_OK) result = read_whole(line->own[OWN_SEED], "--seed", 0, 999999999, &seed, why);
    if (result == RESULT_OK) result = read_whole(line->own[OWN_COUNT], "--count", 1, QUIZ_QUESTIONS_MOST, &wish->count, why);
    if (result == RESULT_OK) result = read_kinds(line->own[OWN_KIND], wish, why);
    wish->seed = (uint64_t)seed;
    return result;
}

// ---- printing

typedef struct Sheet {
    const Session *session;
    Arena *arena;
    const Quiz *quiz;
    const QuizBook *book;
    Table answers;
    bool solutions, marked;
    int right_count;
} Sheet;

static void print_field(const char *text)
{
    const bool plain = !strpbrk(text, ",\"\n");
    putchar(',');
    if (!plain) putchar('"');
    for (; *text; text++) {
        if (*text == '"') putchar('"');
        putchar(*text);
    }
    if (!plain) putchar('"');
}

// Options of `iliopsoas shot` for the picture a question needs on paper; "" where it needs none, or where the picture would tell.
static const char *picture_of(const Sheet *sheet, const QuizQuestion *question)
{
    const Body *body = &sheet->session->body;
    const QuizMotion *motion = question->form == QUIZ_MOVES ? quiz_motion(question->about.id) : NULL;
    if (motion) return text_format(sheet->arena, "--pose %s=%g", motion->joint, (double)motion->to_deg);
    if (question->form == QUIZ_ZONE_NAME || question->form == QUIZ_ZONE_POINT) return text_format(sheet->arena, "--hover %s_right", question->about.id);
    if (question->form != QUIZ_NAME_STRUCTURE) return "";
    const Part *part = &body->parts[question->about.part];
    return text_format(sheet->arena, "--show %s,bones --focus %s --select %s", group_ids[part->group], part->id, part->id);
}

// One letter, one number or an id; -1: none of the choices.
static int choice_of(const QuizQuestion *question, const char *answer)
{
    const bool single = answer[0] && !answer[1];
    for (int i = 0; i < question->choice_count; i++)
        if (strcmp(question->choices[i].id, answer) == 0 || (single && (answer[0] == letters[i] || answer[0] == letters[i] - 'a' + 'A' || answer[0] == '1' + i))) return i;
    return -1;
}

static const char *answer_to(const Sheet *sheet, int number)
{
    const char *text = text_format(sheet->arena, "%d", number);
    const int row = table_row_of(&sheet->answers, "number", text);
    return row < 0 ? "" : table_text(&sheet->answers, row, "answer");
}

static void print_mark(Sheet *sheet, const QuizQuestion *question, int number)
{
    const char *answer = answer_to(sheet, number);
    const bool right = choice_of(question, answer) == question->right_choice;
    sheet->right_count += right;
    print_field(answer);
    print_field(right ? "yes" : "no");
}

// What is found by looking has no choices: they would be read instead.
static void print_choices(const Sheet *sheet, const QuizQuestion *question)
{
    const bool find = quiz_forms[question->form].kind == QUIZ_FIND;
    for (int i = 0; i < 4; i++) {
        const bool there = !find && i < question->choice_count;
        print_field(there ? quiz_words_thing(&sheet->session->body, &question->choices[i], sheet->session->view.language, sheet->arena) : "");
    }
}

static void print_solution(const Sheet *sheet, const QuizQuestion *question)
{
    const Body *body = &sheet->session->body;
    const Language language = sheet->session->view.language;
    const bool find = quiz_forms[question->form].kind == QUIZ_FIND;
    print_field(find ? "" : text_format(sheet->arena, "%c", letters[question->right_choice]));
    print_field(quiz_right(question)->id);
    print_field(quiz_words_thing(body, quiz_right(question), language, sheet->arena));
    print_field(quiz_words_why(body, question, language, sheet->arena));
}

static void print_question(Sheet *sheet, int i)
{
    const QuizQuestion *question = &sheet->quiz->questions[i];
    const QuizFormFact *form = &quiz_forms[question->form];
    const Language language = sheet->session->view.language;
    printf("%d,%s,%s", i + 1, quiz_kind_ids[form->kind], quiz_subject_ids[form->subject]);
    print_field(quiz_words_ask(&sheet->session->body, question, language, sheet->arena));
    print_field(quiz_words_about(&sheet->session->body, question, language, sheet->arena));
    print_field(picture_of(sheet, question));
    print_choices(sheet, question);
    if (sheet->solutions) print_solution(sheet, question);
    if (sheet->marked) print_mark(sheet, question, i + 1);
    putchar('\n');
}

static void print_sheet(Sheet *sheet)
{
    printf("# what: quiz of iliopsoas, level %d, seed %llu\n", sheet->quiz->wish.level, (unsigned long long)sheet->quiz->wish.seed);
    printf("number,kind,subject,question,about,picture,a,b,c,d%s%s\n", sheet->solutions ? ",solution,solution_id,solution_name,why" : "",
           sheet->marked ? ",given,right" : "");
    for (int i = 0; i < sheet->quiz->count; i++) print_question(sheet, i);
    if (sheet->marked) fprintf(stderr, "Right: %d of %d.\n", sheet->right_count, sheet->quiz->count);
}

static Result read_answers(const CommandLine *line, Sheet *sheet, Message *why)
{
    static const char *const columns[] = { "number", "answer" };
    const char *path = line->own[OWN_ANSWERS];
    sheet->marked = path != NULL;
    if (!path) return RESULT_OK;
    const Result result = table_read(path, sheet->arena, &sheet->answers, why);
    return result == RESULT_OK ? table_expect(&sheet->answers, columns, 2, true, why) : result;
}

static Result print_round(const CommandLine *line, Session *session, QuizWish *wish, Sheet *sheet, Message *why)
{
    Quiz *quiz = ARENA_ARRAY(&session->frame, Quiz, 1);
    *sheet = (Sheet) { .session = session, .arena = &session->frame, .quiz = quiz, .solutions = sheet->solutions };
    wish->sex = session->view.sex;
    wish->psoas_minor = session->view.psoas_minor;
    quiz_make(quiz_book_make(&session->body, &session->keep), wish, quiz);
    if (quiz->count == 0) return message_set(why, RESULT_UNSUPPORTED, "Level %d has no such questions. --level 3 asks everything.", wish->level);
    const Result result = read_answers(line, sheet, why);
    if (result == RESULT_OK) print_sheet(sheet);
    return result;
}

Result command_quiz(const CommandLine *line, Message *why)
{
    Session session;
    QuizWish wish;
    Sheet sheet = { 0 };
    Result result = read_wish(line, &wish, why);
    if (result == RESULT_OK) result = read_solutions(line, &sheet.solutions, why);
    if (result != RESULT_OK) return result;
    result = session_open(&session, line, why);
    if (result == RESULT_OK) result = print_round(line, &session, &wish, &sheet, why);
    session_close(&session);
    return result;
}
