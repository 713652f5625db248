#include "definition/templatecheck.h"

#include "definition/jqprogram.h"
#include "definition/jquses.h"
#include "definition/nearest.h"
#include "definition/stepgraph.h"
#include "definition/templatetext.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// A program inside a scalar of the file.
struct Program
{
    QString text;
    qsizetype at = 0; ///< index of the program in the scalar's text
    const TemplateUse *use = nullptr;
};

class Checker
{
public:
    Checker(const QList<Step> &steps, const QByteArray &source, FileReport &report)
        : m_steps(steps), m_source(source), m_report(report)
    {
        for (const Step &step : steps) {
            m_names.append(step.id.name());
            if (step.isFannedOut())
                m_fannedOut.insert(step.id);
        }
    }

    void collect(const TemplateUse &use)
    {
        const QString &text = use.node->text;
        if (use.isTest && !hasExpressions(text)) {
            add({text, 0, &use});
            return;
        }
        const auto parts = splitTemplate(text);
        if (!parts)
            return report({text, 0, &use}, parts.error().at, parts.error().what, parts.error().remedy);
        for (const TemplatePart &part : *parts) {
            if (part.expression)
                add({part.text, part.at, &use});
        }
    }

    void compileAll()
    {
        constexpr qsizetype MostTogether = 64;
        for (qsizetype i = 0; i < m_programs.size(); i += MostTogether)
            compile(m_programs.mid(i, MostTogether));
    }

private:
    void report(const Program &program, qsizetype at, const QString &what, const QString &remedy)
    {
        const YamlNode &node = *program.use->node;
        m_report.add(m_source.isEmpty() ? node.at : positionInside(m_source, node, program.at + at), what, remedy);
    }

    void add(const Program &program)
    {
        if (const auto fault = JqProgram::examine(program.text))
            return report(program, fault->at, fault->what, fault->remedy);
        if (const auto fault = JqProgram::examineTest(program.text); fault && (program.use->isTest || program.use->isCondition))
            return report(program, fault->at, fault->what, fault->remedy);
        const JqUses uses = usesOf(scanJq(program.text));
        bool compiles = true;
        for (const JqUses::Name &step : uses.steps)
            compiles = checkStep(program, step) && compiles;
        for (const JqUses::Name &field : uses.fields)
            checkField(program, field);
        if (compiles && !JqProgram::isPath(program.text))
            m_programs.append(program);
    }

    /// Compiles some programs as one, [(a),(b),…], and halves them to find the bad ones. Their brackets are known to balance, so
    /// that together they are good exactly if each is.
    void compile(const QList<Program> &programs)
    {
        QString together;
        for (const Program &program : programs)
            together += (together.isEmpty() ? u"[("_s : u",("_s) + program.text + u"\n)"_s;
        const bool fits = together.size() < JqProgram::MaxText;
        if (programs.size() > 1 && fits && JqProgram::compile(together + QLatin1Char(']')))
            return;
        if (programs.size() > 1) {
            compile(programs.first(programs.size() / 2));
            compile(programs.sliced(programs.size() / 2));
        } else if (const auto alone = JqProgram::compile(programs.first().text); !alone) {
            report(programs.first(), alone.error().at, u"bad expression: "_s + alone.error().what, alone.error().remedy);
        }
    }

    /// False if what the author meant cannot be compiled as it stands.
    bool checkStep(const Program &program, const JqUses::Name &step)
    {
        const bool quoted = program.text[step.at] == u'"';
        if (!quoted && step.name.contains(u'-') && m_names.contains(step.name)) {
            report(program, step.at, u"for jq, .steps.%1 is a subtraction"_s.arg(step.name),
                   u"Write .steps[\"%1\"]"_s.arg(step.name));
            return false;
        }
        const QString name = quoted ? step.name : step.name.section(u'-', 0, 0);
        if (program.use->isTest)
            report(program, step.at, u"expect sees only the step's own answer, not .steps.%1"_s.arg(name),
                   u"Its fields are .status, .headers, .body, .sha256 and .size"_s);
        else
            checkOrder(program, step.at, name);
        if (!program.use->isTest && m_names.contains(name))
            checkAnswer(program, step.path, step.comparedWithText, u".steps."_s + name);
        return true;
    }

    /// What is looked up in an answer, or in a step's result, which is called `whole`.
    void checkAnswer(const Program &program, const QList<JqUses::Field> &path, bool comparedWithText, const QString &whole)
    {
        if (path.isEmpty())
            return;
        const QString field = path.first().name.left(64);
        const QString inBody = u"The answer's JSON is .body: did you mean %1.body.%2?"_s.arg(whole, field);
        if (!answerFields().contains(path.first().name))
            report(program, path.first().at,
                   (whole == ".response"_L1 ? u"the answer has no .%1"_s : u"the result of a step has no .%1"_s).arg(field),
                   nearest(field, answerFields()).isEmpty() ? inBody : suggestion(field, answerFields(), u"It has"_s));
        else if ((field == "status"_L1 || field == "size"_L1) && path.size() == 1 && comparedWithText)
            report(program, path.first().at, u".%1 is a number, and is compared with a text here"_s.arg(field), inBody);
        else if (field == "headers"_L1 && path.size() > 1 && path[1].name != path[1].name.toLower()) {
            const QString name = path[1].name.left(64).toLower();
            report(program, path[1].at, u"the names of headers are in small letters here"_s,
                   (name.contains(u'-') ? u"Write %1.headers[\"%2\"]"_s : u"Write %1.headers.%2"_s).arg(whole, name));
        }
    }

    /// Of what Cairn itself gives all its fields are known.
    void checkOwn(const Program &program, const JqUses::Name &used)
    {
        static const QHash<QString, QStringList> fieldsOf{
            {u"input"_s, {u"name"_s, u"size"_s, u"media_type"_s, u"sha256"_s}},
            {u"run"_s, {u"id"_s, u"pipeline"_s, u"version"_s}},
        };
        const QStringList fields = fieldsOf.value(used.name);
        if (used.path.isEmpty() || fields.isEmpty() || fields.contains(used.path.first().name))
            return;
        const JqUses::Field &wrong = used.path.first();
        report(program, wrong.at, u".%1 has no .%2"_s.arg(used.name, wrong.name.left(64)),
               suggestion(wrong.name, fields, u"It has"_s));
    }

    static const QStringList &answerFields()
    {
        static const QStringList fields{u"status"_s, u"headers"_s, u"body"_s, u"sha256"_s, u"size"_s, u"media_type"_s};
        return fields;
    }

    void checkOrder(const Program &program, qsizetype at, const QString &name)
    {
        const StepId &own = program.use->step;
        if (!m_names.contains(name))
            report(program, at, u"there is no step '%1'"_s.arg(name.left(64)),
                   suggestion(name, m_names, u"Steps of this pipeline"_s));
        else if (name == own.name())
            report(program, at, u"step '%1' cannot use its own result before it has one"_s.arg(name),
                   u"Use the result of a step that it needs"_s);
        else if (!needs(own).contains(StepId(name)))
            report(program, at, u"step '%1' uses the result of '%2' but does not need it"_s.arg(own.name(), name),
                   u"Add %1 to its needs"_s.arg(name));
    }

    void checkField(const Program &program, const JqUses::Name &field)
    {
        const QStringList known = !program.use->isTest          ? contextOf(*program.use)
                                  : program.use->sees.isEmpty() ? answerFields()
                                                                : program.use->sees;
        if (program.use->isTest && known.contains(field.name))
            return checkAnswer(program, QList{JqUses::Field{field.name, field.at}} + field.path, field.comparedWithText, {});
        if (field.name == "response"_L1 && known.contains(field.name))
            return checkAnswer(program, field.path, field.comparedWithText, u".response"_s);
        if (known.contains(field.name))
            return checkOwn(program, field);
        const bool namesStep = !program.use->isTest && m_names.contains(field.name);
        const bool unlikeAll = program.use->isTest && nearest(field.name, known).isEmpty();
        report(program, field.at, u"there is no .%1 here"_s.arg(field.name.left(64)),
               namesStep   ? u"Did you mean .steps.%1?"_s.arg(field.name)
               : unlikeAll ? u"The answer's JSON is .body: did you mean .body.%1?"_s.arg(field.name)
                           : suggestion(field.name, known, u"Expressions see"_s));
    }

    QStringList contextOf(const TemplateUse &use) const
    {
        QStringList fields{u"input"_s, u"run"_s, u"steps"_s};
        if (m_fannedOut.contains(use.step) && !use.ofWhole)
            fields += {u"item"_s, u"index"_s};
        return fields + use.extra;
    }

    const QSet<StepId> &needs(const StepId &step)
    {
        auto known = m_needs.find(step);
        if (known == m_needs.end())
            known = m_needs.insert(step, transitiveNeeds(m_steps, step));
        return *known;
    }

    const QList<Step> &m_steps;
    const QByteArray &m_source;
    FileReport &m_report;
    QStringList m_names;
    QSet<StepId> m_fannedOut;
    QHash<StepId, QSet<StepId>> m_needs;
    QList<Program> m_programs;
};

} // namespace

void noteTemplate(const YamlNode &scalar, const StepId &step, QList<TemplateUse> &uses, FileReport &report)
{
    static const QRegularExpression almost(
        u"\\{\\{\\s*\\.[a-z]|\\$\\s?\\{\\s*\\.[a-z]|\\A\\s*[.$](input|steps|item|run|response|callback)\\b"_s);
    if (hasExpressions(scalar.text))
        uses.append({&scalar, step, {}});
    else if (almost.match(scalar.text).hasMatch())
        report.warn(scalar.at, u"this text is sent as it stands: there is no expression in it"_s,
                    u"Write an expression as ${{ .input.name }}"_s);
}

const YamlNode *readTemplate(const MapReader &map, const QString &key, QString &out, const StepId &step, QList<TemplateUse> &uses)
{
    const YamlNode *node = map.text(key, out);
    if (node)
        noteTemplate(*node, step, uses, map.report());
    return node;
}

void checkTest(const TemplateUse &test, FileReport &report)
{
    const QByteArray noSource;
    const QList<Step> noSteps;
    Checker checker(noSteps, noSource, report);
    checker.collect(test);
    checker.compileAll();
}

void checkTemplates(const QList<TemplateUse> &uses, const QList<Step> &steps, const QByteArray &source, FileReport &report,
                    Expressions expressions)
{
    Checker checker(steps, source, report);
    for (const TemplateUse &use : uses)
        checker.collect(use);
    if (expressions == Expressions::Compiled)
        checker.compileAll();
}

} // namespace cairn
