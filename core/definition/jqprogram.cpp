#include "definition/jqprogram.h"

#include "definition/jqprelude.h"
#include "definition/jqslips.h"
#include "definition/jquses.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QThread>

#include <algorithm>
#include <cmath>

extern "C" {
#include <jq.h>
#include <oniguruma.h>
}

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Before the first program. Oniguruma gives up a search in which it had to go back that often; its own limit is for each place
/// at which a match may begin, so that a long text keeps it busy for days, where no watchdog reaches.
void boundSearches()
{
    constexpr unsigned long Retries = 10'000'000; // less than a tenth of a second
    [[maybe_unused]] static const int done = onig_set_retry_limit_in_search(Retries);
}

/// What may come of the numbers in a program that only operators part, with which libjq computes as it compiles: without the
/// prelude.
struct Folding
{
    double most = 1;
    bool isRemainder = false;

    void meet(const JqToken &token)
    {
        if (token.kind == JqToken::Kind::Number) {
            const double number = std::fabs(token.text.toDouble());
            most *= number > 0 ? std::max(number, 1 / number) : 1;
        } else if (token.kind != JqToken::Kind::Symbol || !QStringView(u"+-*/%()").contains(token.text.front())) {
            *this = {};
        }
        isRemainder = isRemainder || token.is(u'%');
    }
};

std::optional<JqFault> faultOfNumbers(const QList<JqToken> &tokens)
{
    Folding folding;
    for (const JqToken &token : tokens) {
        folding.meet(token);
        if (!std::isfinite(folding.most))
            return JqFault{u"it has or computes a number that is too large"_s, u"jq is exact up to 2^53"_s, token.at};
    }
    return std::nullopt;
}

/// A remainder of such numbers may end the process: where one of them may be too large for it, all stand behind a function, so
/// that libjq computes with them as it runs.
QString withoutFolding(const QString &program)
{
    constexpr double MostForRemainder = 9e18;
    const QList<JqToken> tokens = scanJq(program).tokens;
    Folding folding;
    if (std::none_of(tokens.begin(), tokens.end(), [&](const JqToken &token) {
            folding.meet(token);
            return folding.isRemainder && folding.most > MostForRemainder;
        }))
        return program;
    QString unfolded = program;
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
        if (token->kind == JqToken::Kind::Number)
            unfolded.replace(token->at, token->text.size(), u"(%1|_cairn_same)"_s.arg(token->text));
    }
    return unfolded;
}

/// What jq's grammar itself turns into calls by name.
const QStringList &impliedNames()
{
    static const QStringList names{u"recurse"_s, u"format"_s, u"error"_s, u"not"_s, u"empty"_s, u"path"_s};
    return names;
}

/// libjq reads ~/.jq into every program, and nothing switches that off. A program is refused when it uses a name from there:
/// it would mean something else on another machine. Returns such a name, or nothing.
QString nameTakenByHome(const QList<JqToken> &tokens)
{
    const QString path = QFile::decodeName(qgetenv("HOME")) + u"/.jq"_s;
    if (!QFileInfo(path).isFile())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString home = QString::fromUtf8(file.readAll());
    static const QString prelude = QString::fromLatin1(jqPrelude());
    QSet<QString> used(impliedNames().begin(), impliedNames().end());
    for (const QList<JqToken> &list : {tokens, scanJq(prelude).tokens}) {
        for (const JqToken &token : list)
            used.insert(token.text.toString());
    }
    const QList<JqToken> defined = scanJq(home).tokens;
    for (qsizetype i = 0; i < defined.size(); ++i) {
        const QStringView word = defined[i].text;
        if (word == u"import" || word == u"include")
            return word.toString();
        if (i == 0 || defined[i - 1].text != u"def")
            continue;
        // a leading underscore: an operator's own function
        if (word.startsWith(u'_') || used.contains(word.toString()))
            return word.toString();
    }
    return {};
}

/// What libjq says of a program, in our words: "jq: error: WHAT at <top-level>, line N:\nTEXT OF THE LINE   ", where the
/// number of spaces is the column in bytes.
JqFault faultFrom(QString message, const QString &text)
{
    JqFault fault{message, u"Expressions are jq 1.6; texts in them need quotes"_s, 0};
    const qsizetype place = message.indexOf(u" at <"_s);
    if (place >= 0) {
        fault.what = message.left(place);
        if (message.mid(place).startsWith(u" at <builtin>"_s))
            return {u"the file ~/.jq, which libjq reads by itself, has a mistake: "_s + fault.what, u"Mend or rename that file"_s,
                    0};
        const QString number = message.mid(message.indexOf(u"line "_s, place) + 5).section(u':', 0, 0);
        const int line = number.toInt() - 2; // the prelude is line 1
        const QStringList lines = text.split(u'\n');
        if (line >= 0 && line < lines.size()) {
            const QString shown = message.mid(message.indexOf(u'\n') + 1);
            const qsizetype column = shown.startsWith(lines[line]) ? shown.size() - lines[line].size() : 0;
            for (int i = 0; i < line; ++i)
                fault.at += lines[i].size() + 1;
            fault.at += QString::fromUtf8(lines[line].toUtf8().left(column)).size();
        } else if (line < 0) {
            fault.at = 0;
        }
    }
    fault.what.remove(u"jq: error: "_s).remove(u" (Unix shell quoting issues?)"_s);
    fault.what.replace(u"$end"_s, u"end of the expression"_s);
    fault.what.replace(u"INVALID_CHARACTER"_s, u"character"_s);
    fault.what = fault.what.simplified().left(300);
    if (const QString meant = saidInJq(text, fault.what); !meant.isEmpty())
        fault.remedy = meant;
    return fault;
}

Error errorFrom(const JqValue &invalid)
{
    const JqValue message(jv_invalid_get_msg(invalid.copy()));
    constexpr qsizetype Shown = 300;
    QString text;
    if (message.kind() == JV_KIND_STRING) {
        text = textOfJq(message.borrowed());
        if (const auto ours = u"cairn: "_s; text.startsWith(ours))
            text.remove(0, ours.size());
    } else {
        JqBounds bounds{Shown};
        const auto value = fromJq(message, bounds);
        text = u"error: "_s + (value ? QString::fromUtf8(compactJson(*value)) : value.error().detail);
    }
    return {ErrorKind::Definition, text.left(Shown), {}, {}};
}

void collectError(void *sink, jv message)
{
    const JqValue owned(message);
    if (owned.kind() == JV_KIND_STRING)
        static_cast<QStringList *>(sink)->append(textOfJq(owned.borrowed()));
}

} // namespace

namespace {

/// libjq frees, compares and prints by recursion: a value nested a million levels deep needs more than any usual stack. Gives
/// false if there is no such thread to be had.
template <typename Work> bool onDeepStack(Work work)
{
    constexpr uint DeepStack = 1u << 30;
    bool done = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        work();
        done = true;
    }));
    thread->setStackSize(DeepStack);
    thread->start();
    thread->wait();
    return done;
}

/// What repeats something on what came of it.
bool mayNest(const QList<JqToken> &tokens)
{
    static const QSet<QStringView> Words{u"reduce", u"foreach", u"def",     u"until",
                                         u"while",  u"repeat",  u"recurse", u"recurse_down"};
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const JqToken &token) { return token.kind == JqToken::Kind::Word && Words.contains(token.text); });
}

/// Whether it is nested so deep that an ordinary stack would not bear it, or has more in it than anybody could take.
bool isBeyondUse(jv value, int depth, qint64 &left)
{
    constexpr int MostLevels = 10'000;
    const jv_kind kind = jv_get_kind(value);
    if (kind != JV_KIND_ARRAY && kind != JV_KIND_OBJECT)
        return false;
    if (depth > MostLevels || --left < 0)
        return true;
    if (kind == JV_KIND_ARRAY) {
        const int length = jv_array_length(jv_copy(value));
        for (int i = 0; i < length; ++i) {
            if (isBeyondUse(JqValue(jv_array_get(jv_copy(value), i)).borrowed(), depth + 1, left))
                return true;
        }
        return false;
    }
    for (int i = jv_object_iter(value); jv_object_iter_valid(value, i); i = jv_object_iter_next(value, i)) {
        if (isBeyondUse(JqValue(jv_object_iter_value(value, i)).borrowed(), depth + 1, left))
            return true;
    }
    return false;
}

} // namespace

std::optional<JqFault> JqProgram::examine(const QString &text)
{
    if (text.size() > MaxText)
        return JqFault{u"the expression is longer than %1 characters"_s.arg(MaxText),
                       u"Leave large texts to a file or a service"_s};
    if (const qsizetype nul = text.indexOf(QChar()); nul >= 0) // libjq would take it for the end
        return JqFault{u"the expression has a NUL character"_s, u"Leave it out"_s, nul};
    const JqScan scan = scanJq(text);
    if (!scan.fault.isEmpty())
        return JqFault{scan.fault, u"Check the brackets and quotes"_s, scan.faultAt};
    if (scan.tokens.isEmpty())
        return JqFault{u"the expression is empty"_s, u"Write what to look up: .input.name"_s};
    const JqUses uses = usesOf(scan);
    if (!uses.refused.isEmpty()) {
        const auto &first = uses.refused.first();
        return JqFault{u"'%1' may not be used: %2"_s.arg(first.name, refusal(first.name)), u"Leave it out"_s, first.at};
    }
    if (const auto fault = faultOfNumbers(scan.tokens))
        return fault;
    if (const QString taken = nameTakenByHome(scan.tokens); !taken.isEmpty())
        return JqFault{u"'%1' is changed by the file ~/.jq, which libjq reads by itself"_s.arg(taken),
                       u"Rename that file, so that expressions mean the same on every machine"_s};
    return std::nullopt;
}

std::optional<JqFault> JqProgram::examineTest(const QString &text)
{
    const auto assignment = usesOf(scanJq(text)).assignment;
    if (!assignment)
        return std::nullopt;
    return JqFault{u"this changes what it looks at instead of asking about it, and so would always hold"_s, u"Compare with =="_s,
                   *assignment};
}

tl::expected<std::unique_ptr<JqProgram>, JqFault> JqProgram::compile(const QString &text)
{
    if (auto fault = examine(text))
        return tl::unexpected(*fault);
    std::unique_ptr<JqProgram> program(new JqProgram(text));
    const JqScan scan = scanJq(text);
    const JqUses uses = usesOf(scan);
    program->m_allSteps = uses.allSteps;
    program->m_mayNest = mayNest(scan.tokens);
    for (const JqUses::Name &step : uses.steps)
        program->m_steps.append(step.name);
    if (isPath(text)) {
        for (const JqToken &token : scan.tokens)
            program->m_path.append(toJq(token.text.sliced(1).toString()));
    } else if (const auto ready = program->prepare(); !ready) {
        return tl::unexpected(ready.error());
    }
    return program;
}

bool JqProgram::isPath(const QString &text)
{
    const QList<JqToken> tokens = scanJq(text).tokens;
    return !tokens.isEmpty() &&
           std::all_of(tokens.begin(), tokens.end(), [](const JqToken &token) { return token.kind == JqToken::Kind::Field; });
}

bool JqProgram::mayRead(QByteArrayView field) const
{
    return m_path.isEmpty() || QByteArrayView(jv_string_value(m_path.first().borrowed())) == field;
}

bool JqProgram::mayReadStep(const QString &step) const
{
    return m_allSteps || m_steps.contains(step);
}

tl::expected<void, JqFault> JqProgram::prepare()
{
    boundSearches();
    m_state = jq_init();
    if (!m_state)
        return tl::unexpected(JqFault{u"libjq could not be started"_s, {}, 0});
    QStringList errors;
    jq_set_error_cb(m_state, collectError, &errors);
    // libjq 1.6 aborts on an import, were there one in ~/.jq, without this attribute
    jq_set_attr(m_state, jv_string("JQ_LIBRARY_PATH"), jv_array());
    const bool good = jq_compile(m_state, QByteArray(jqPrelude() + withoutFolding(m_text).toUtf8()).constData());
    jq_set_error_cb(
        m_state, [](void *, jv message) { jv_free(message); }, nullptr);
    jq_set_debug_cb(
        m_state, [](void *passed, jv why) { *static_cast<JqValue *>(passed) = JqValue(why); }, &m_passed);
    jq_set_input_cb(
        m_state, [](jq_state *, void *passed) { return static_cast<JqValue *>(passed)->copy(); }, &m_passed);
    if (!good)
        return tl::unexpected(faultFrom(errors.value(0, u"jq does not accept it"_s), m_text));
    return {};
}

JqProgram::~JqProgram()
{
    if (!m_state)
        return;
    if (!m_spent) {
        jq_teardown(&m_state);
        return;
    }
    onDeepStack([this] { jq_teardown(&m_state); }); // stopped half-way, it may hold such a value
}

/// What a path leads to, as jq has it; nothing where jq would find fault.
std::optional<JqValue> JqProgram::lookUp(const JqValue &input) const
{
    JqValue value = input;
    for (const JqValue &name : m_path) {
        if (value.kind() == JV_KIND_NULL)
            continue;
        if (value.kind() != JV_KIND_OBJECT)
            return std::nullopt;
        JqValue found(jv_object_get(value.release(), name.copy()));
        value = found.kind() == JV_KIND_INVALID ? JqValue() : std::move(found);
    }
    return value;
}

Result<QList<JqValue>> JqProgram::run(JqValue input, int most, Watchdog &watchdog)
{
    if (const auto found = m_path.isEmpty() ? std::nullopt : lookUp(input))
        return QList<JqValue>{*found};
    if (!m_state) {
        if (const auto ready = prepare(); !ready)
            return failure(ErrorKind::Definition, ready.error().what, {}, ready.error().remedy);
    }
    if (!m_mayNest)
        return evaluate(std::move(input), most, watchdog);
    Result<QList<JqValue>> outputs;
    const bool done = onDeepStack([&] {
        constexpr qint64 MostContainers = 8 << 20;
        qint64 left = MostContainers;
        outputs = evaluate(std::move(input), most, watchdog);
        if (outputs && std::any_of(outputs->begin(), outputs->end(),
                                   [&](const JqValue &one) { return isBeyondUse(one.borrowed(), 0, left); }))
            outputs = failure(ErrorKind::Definition, u"it gives a value that is nested too deep"_s);
    });
    return done ? outputs : evaluate(std::move(input), most, watchdog); // NOLINT(bugprone-use-after-move): where it was not run
}

Result<QList<JqValue>> JqProgram::evaluate(JqValue input, int most, Watchdog &watchdog)
{
    QList<JqValue> outputs;
    m_passed = JqValue();
    watchdog.arm([state = m_state] { jq_halt(state, jv_invalid(), jv_invalid()); });
    jq_start(m_state, input.release(), 0);
    JqValue value(jq_next(m_state));
    while (value.kind() != JV_KIND_INVALID) {
        outputs.append(std::move(value));
        if (outputs.size() == most)
            break;
        value = JqValue(jq_next(m_state));
    }
    m_spent = watchdog.disarm();
    if (m_spent)
        return failure(ErrorKind::Definition,
                       u"it was stopped after %1: it does not seem to come to an end"_s.arg(toText(watchdog.limit())), {},
                       u"Look for a loop without an end, or for far too much data"_s);
    const bool failed = outputs.size() < most && jv_invalid_has_msg(value.copy());
    jq_start(m_state, jv_null(), 0); // lets go of the input, which may be large
    if (failed)
        return tl::unexpected(errorFrom(value));
    return outputs;
}

} // namespace cairn
