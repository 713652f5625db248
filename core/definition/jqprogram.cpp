#include "definition/jqprogram.h"

#include "definition/jquses.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QThread>

extern "C" {
#include <jq.h>
}

namespace cairn {

namespace {

/// Stands before every program, on one line. It shadows what reads the environment (a second fence behind refusal()), and
/// mends what in libjq 1.6 aborts the process or never returns for some input: dates out of range or with a format that is no
/// text, looking for an empty text, repeating or adding up texts and lists without measure, setting an index that makes an array of
/// gigabytes. A module directive after it is a syntax error.
constexpr auto Prelude =
    "def _cairn_no: error(\"not available here\"); "
    "def env: _cairn_no; def input: _cairn_no; def inputs: _cairn_no; def debug: _cairn_no; def stderr: _cairn_no; "
    "def halt: _cairn_no; def halt_error: _cairn_no; def halt_error(f): _cairn_no; def input_filename: _cairn_no; "
    "def input_line_number: _cairn_no; def get_search_list: _cairn_no; def modulemeta: _cairn_no; def now: _cairn_no; "
    "def localtime: _cairn_no; def strflocaltime(f): _cairn_no; "
    "def _cairn_strftime(f): strftime(f); "
    "def strftime(f): f as $f | if ($f|type) != \"string\" then error(\"strftime needs a format that is a text\") "
    "elif type == \"number\" and ((. > -253402300800 and . < 253402300800) | not) then error(\"no date before or after year 9999\") "
    "else _cairn_strftime($f) end; "
    "def todateiso8601: strftime(\"%Y-%m-%dT%H:%M:%SZ\"); def todate: todateiso8601; "
    "def _cairn_indices(i): indices(i); "
    "def indices(i): i as $i | if $i == \"\" then error(\"looking for an empty text\") else _cairn_indices($i) end; "
    "def index(i): indices(i) | .[0]; def rindex(i): indices(i) | .[-1:][0]; "
    "def _cairn_multiply(a; b): a * b; "
    "def _multiply(a; b): b as $b | a as $a | "
    "if ($a|type) == \"string\" and ($b|type) == \"number\" and ($a|utf8bytelength) * $b > 8388608 "
    "then error(\"the repeated text would be too long\") else _cairn_multiply($a; $b) end; "
    "def _cairn_size: if type == \"string\" then utf8bytelength elif type == \"array\" then length else empty end; "
    "def _cairn_small: if . > 8388608 then error(\"what is put together would be too large\") else . end; "
    "def _cairn_smalls(n): reduce (.[]? | _cairn_size) as $n (n; . + $n | _cairn_small); "
    "def _cairn_plus(a; b): a + b; "
    "def _plus(a; b): _cairn_plus(a; b) | if type == \"number\" then . else (_cairn_size | _cairn_small | empty), . end; "
    "def _cairn_add: add; def add: (_cairn_smalls(0) | empty), _cairn_add; "
    "def _cairn_join(s): join(s); "
    "def join(s): s as $s | (_cairn_smalls(length * ([$s | _cairn_size][0] // 0) | _cairn_small) | empty), _cairn_join($s); "
    "def _cairn_near: if type == \"array\" and any(.[]; type == \"number\" and . > 1000000) "
    "then error(\"an index beyond 1000000 cannot be set\") else . end; "
    "def _cairn_setpath(p; v): setpath(p; v); "
    "def setpath(p; v): v as $v | (p | _cairn_near) as $p | _cairn_setpath($p; $v); "
    "def _assign(p; v): v as $v | reduce path(p) as $p (.; setpath($p; $v)); "
    "def _modify(p; f): reduce path(p) as $p (.; [limit(1; getpath($p) | f)] as $new | "
    "if $new == [] then delpaths([$p]) else setpath($p; $new[0]) end); "
    "def _cairn_fromstream(f): fromstream(f); "
    "def fromstream(f): _cairn_fromstream(f | if type == \"array\" then (.[0] | _cairn_near) as $near | . else . end); "
    "{} as $ENV |\n";

/// What jq's grammar itself turns into calls by name.
const QStringList &impliedNames()
{
    static const QStringList names{QStringLiteral("recurse"), QStringLiteral("format"), QStringLiteral("error"),
                                   QStringLiteral("not"),     QStringLiteral("empty"),  QStringLiteral("path")};
    return names;
}

/// libjq reads ~/.jq into every program, and nothing switches that off. A program is refused when it uses a name from there:
/// it would mean something else on another machine. Returns such a name, or nothing.
QString nameTakenByHome(const QList<JqToken> &tokens)
{
    const QString path = QFile::decodeName(qgetenv("HOME")) + QStringLiteral("/.jq");
    if (!QFileInfo(path).isFile())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString home = QString::fromUtf8(file.readAll());
    static const QString prelude = QString::fromLatin1(Prelude);
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
    JqFault fault{message, QStringLiteral("Expressions are jq 1.6; texts in them need quotes"), 0};
    const qsizetype place = message.indexOf(QStringLiteral(" at <"));
    if (place >= 0) {
        fault.what = message.left(place);
        if (message.mid(place).startsWith(QStringLiteral(" at <builtin>")))
            return {QStringLiteral("the file ~/.jq, which libjq reads by itself, has a mistake: ") + fault.what,
                    QStringLiteral("Mend or rename that file"), 0};
        const QString number = message.mid(message.indexOf(QStringLiteral("line "), place) + 5).section(u':', 0, 0);
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
    fault.what.remove(QStringLiteral("jq: error: ")).remove(QStringLiteral(" (Unix shell quoting issues?)"));
    fault.what.replace(QStringLiteral("$end"), QStringLiteral("end of the expression"));
    fault.what.replace(QStringLiteral("INVALID_CHARACTER"), QStringLiteral("character"));
    fault.what = fault.what.simplified().left(300);
    return fault;
}

Error errorFrom(const JqValue &invalid)
{
    const JqValue message(jv_invalid_get_msg(invalid.copy()));
    constexpr qsizetype Shown = 300;
    QString text;
    if (message.kind() == JV_KIND_STRING) {
        text = textOfJq(message.borrowed());
    } else {
        JqBounds bounds{Shown};
        const auto value = fromJq(message, bounds);
        text = QStringLiteral("error: ")
            + (value ? QString::fromUtf8(compactJson(*value)) : value.error().detail);
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

std::optional<JqFault> JqProgram::examine(const QString &text)
{
    if (text.size() > MaxText)
        return JqFault{QStringLiteral("the expression is longer than %1 characters").arg(MaxText),
                       QStringLiteral("Leave large texts to a file or a service")};
    if (const qsizetype nul = text.indexOf(QChar()); nul >= 0) // libjq would take it for the end
        return JqFault{QStringLiteral("the expression has a NUL character"), QStringLiteral("Leave it out"), nul};
    const JqScan scan = scanJq(text);
    if (!scan.fault.isEmpty())
        return JqFault{scan.fault, QStringLiteral("Check the brackets and quotes"), scan.faultAt};
    if (scan.tokens.isEmpty())
        return JqFault{QStringLiteral("the expression is empty"), QStringLiteral("Write what to look up: .input.name")};
    const JqUses uses = usesOf(scan);
    if (!uses.refused.isEmpty()) {
        const auto &first = uses.refused.first();
        return JqFault{QStringLiteral("'%1' may not be used: %2").arg(first.name, refusal(first.name)),
                       QStringLiteral("Leave it out"), first.at};
    }
    if (const QString taken = nameTakenByHome(scan.tokens); !taken.isEmpty())
        return JqFault{QStringLiteral("'%1' is changed by the file ~/.jq, which libjq reads by itself").arg(taken),
                       QStringLiteral("Rename that file, so that expressions mean the same on every machine")};
    return std::nullopt;
}

tl::expected<std::unique_ptr<JqProgram>, JqFault> JqProgram::compile(const QString &text)
{
    if (auto fault = examine(text))
        return tl::unexpected(*fault);
    std::unique_ptr<JqProgram> program(new JqProgram(text));
    const JqScan scan = scanJq(text);
    const JqUses uses = usesOf(scan);
    program->m_allSteps = uses.allSteps;
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
    return !tokens.isEmpty() && std::all_of(tokens.begin(), tokens.end(),
                                            [](const JqToken &token) { return token.kind == JqToken::Kind::Field; });
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
    m_state = jq_init();
    if (!m_state)
        return tl::unexpected(JqFault{QStringLiteral("libjq could not be started"), {}, 0});
    QStringList errors;
    jq_set_error_cb(m_state, collectError, &errors);
    // libjq 1.6 aborts on an import, were there one in ~/.jq, without this attribute
    jq_set_attr(m_state, jv_string("JQ_LIBRARY_PATH"), jv_array());
    const bool good = jq_compile(m_state, QByteArray(Prelude + m_text.toUtf8()).constData());
    jq_set_error_cb(m_state, [](void *, jv message) { jv_free(message); }, nullptr);
    if (!good)
        return tl::unexpected(faultFrom(errors.value(0, QStringLiteral("jq does not accept it")), m_text));
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
    // A program stopped half-way may hold a value nested a million levels deep, which libjq frees by recursion
    constexpr uint DeepStack = 1u << 30;
    const std::unique_ptr<QThread> thread(QThread::create([this] { jq_teardown(&m_state); }));
    thread->setStackSize(DeepStack);
    thread->start();
    thread->wait();
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
    QList<JqValue> outputs;
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
                       QStringLiteral("it was stopped after %1: it does not seem to come to an end").arg(toText(watchdog.limit())),
                       {}, QStringLiteral("Look for a loop without an end, or for far too much data"));
    const bool failed = outputs.size() < most && jv_invalid_has_msg(value.copy());
    jq_start(m_state, jv_null(), 0); // lets go of the input, which may be large
    if (failed)
        return tl::unexpected(errorFrom(value));
    return outputs;
}

} // namespace cairn
