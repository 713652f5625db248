#include "definition/templatecheck.h"

#include "definition/jqprogram.h"
#include "definition/jquses.h"
#include "definition/nearest.h"
#include "definition/stepgraph.h"
#include "definition/templatetext.h"

namespace cairn {

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
        m_report.add(positionInside(m_source, *program.use->node, program.at + at), what, remedy);
    }

    void add(const Program &program)
    {
        if (const auto fault = JqProgram::examine(program.text))
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
            together += (together.isEmpty() ? QStringLiteral("[(") : QStringLiteral(",(")) + program.text + QStringLiteral("\n)");
        const bool fits = together.size() < JqProgram::MaxText;
        if (programs.size() > 1 && fits && JqProgram::compile(together + QLatin1Char(']')))
            return;
        if (programs.size() > 1) {
            compile(programs.first(programs.size() / 2));
            compile(programs.sliced(programs.size() / 2));
        } else if (const auto alone = JqProgram::compile(programs.first().text); !alone) {
            report(programs.first(), alone.error().at, QStringLiteral("bad expression: ") + alone.error().what,
                   alone.error().remedy);
        }
    }

    /// False if what the author meant cannot be compiled as it stands.
    bool checkStep(const Program &program, const JqUses::Name &step)
    {
        const bool quoted = program.text[step.at] == u'"';
        if (!quoted && step.name.contains(u'-') && m_names.contains(step.name)) {
            report(program, step.at, QStringLiteral("for jq, .steps.%1 is a subtraction").arg(step.name),
                   QStringLiteral("Write .steps[\"%1\"]").arg(step.name));
            return false;
        }
        const QString name = quoted ? step.name : step.name.section(u'-', 0, 0);
        if (program.use->isTest)
            report(program, step.at, QStringLiteral("expect sees only the step's own answer, not .steps.%1").arg(name),
                   QStringLiteral("Its fields are .status, .headers, .body, .sha256 and .size"));
        else
            checkOrder(program, step.at, name);
        if (!program.use->isTest && m_names.contains(name) && !step.field.isEmpty() && !answerFields().contains(step.field))
            report(program, step.fieldAt, QStringLiteral("the result of a step has no .%1").arg(step.field.left(64)),
                   nearest(step.field, answerFields()).isEmpty()
                       ? QStringLiteral("The answer's JSON is .body: did you mean .steps.%1.body.%2?").arg(name, step.field.left(64))
                       : suggestion(step.field, answerFields(), QStringLiteral("It has")));
        return true;
    }

    static const QStringList &answerFields()
    {
        static const QStringList fields{QStringLiteral("status"), QStringLiteral("headers"), QStringLiteral("body"),
                                        QStringLiteral("sha256"), QStringLiteral("size"),    QStringLiteral("media_type")};
        return fields;
    }

    void checkOrder(const Program &program, qsizetype at, const QString &name)
    {
        const StepId &own = program.use->step;
        if (!m_names.contains(name))
            report(program, at, QStringLiteral("there is no step '%1'").arg(name.left(64)),
                   suggestion(name, m_names, QStringLiteral("Steps of this pipeline")));
        else if (name == own.name())
            report(program, at, QStringLiteral("step '%1' cannot use its own result before it has one").arg(name),
                   QStringLiteral("Use the result of a step that it needs"));
        else if (!needs(own).contains(StepId(name)))
            report(program, at, QStringLiteral("step '%1' uses the result of '%2' but does not need it").arg(own.name(), name),
                   QStringLiteral("Add %1 to its needs").arg(name));
    }

    void checkField(const Program &program, const JqUses::Name &field)
    {
        const QStringList known = program.use->isTest ? answerFields() : contextOf(*program.use);
        if (known.contains(field.name))
            return;
        const bool namesStep = !program.use->isTest && m_names.contains(field.name);
        const bool unlikeAll = program.use->isTest && nearest(field.name, known).isEmpty();
        report(program, field.at, QStringLiteral("there is no .%1 here").arg(field.name.left(64)),
               namesStep   ? QStringLiteral("Did you mean .steps.%1?").arg(field.name)
               : unlikeAll ? QStringLiteral("The answer's JSON is .body: did you mean .body.%1?").arg(field.name)
                           : suggestion(field.name, known, QStringLiteral("Expressions see")));
    }

    QStringList contextOf(const TemplateUse &use) const
    {
        QStringList fields{QStringLiteral("input"), QStringLiteral("run"), QStringLiteral("steps")};
        if (m_fannedOut.contains(use.step) && !use.ofWhole)
            fields += {QStringLiteral("item"), QStringLiteral("index")};
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

const YamlNode *readTemplate(const MapReader &map, const QString &key, QString &out, const StepId &step, QList<TemplateUse> &uses)
{
    const YamlNode *node = map.text(key, out);
    if (node && hasExpressions(node->text))
        uses.append({node, step, {}});
    return node;
}

void checkTemplates(const QList<TemplateUse> &uses, const QList<Step> &steps, const QByteArray &source, FileReport &report)
{
    Checker checker(steps, source, report);
    for (const TemplateUse &use : uses)
        checker.collect(use);
    checker.compileAll();
}

} // namespace cairn
