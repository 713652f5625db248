#pragma once
// Only for schemaprogram.cpp: valijson's headers take seconds to compile.

#include "definition/schemafindings.h"
#include "definition/schemaformat.h"
#include "definition/schemalink.h"
#include "definition/schemavalue.h"

#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/constraints/constraint_visitor.hpp>
#include <valijson/schema.hpp>

#include <QSet>

#include <algorithm>
#include <array>

namespace cairn {

using SchemaTargets = std::vector<std::unique_ptr<valijson::Schema>>;

/// Checks one value, and what is in it, against one schema, and what is in that. The toObject() and toArray() of other values are
/// empty, and so have nothing to object to.
class SchemaWalk final : public valijson::constraints::ConstraintVisitor
{
    using Subschema = valijson::Subschema;
    using PatternSchemas = std::vector<std::pair<const SchemaPattern *, const Subschema *>>;

public:
    SchemaWalk(const SchemaTargets &targets, const LinkedSchema &linked) : m_targets(targets), m_linked(linked) {}

    QList<SchemaViolation> run(const QJsonValue &value)
    {
        acceptsTarget(0, value);
        return m_findings.take();
    }

    bool visit(const AllOfConstraint &constraint) override
    {
        bool good = true;
        constraint.applyToSubschemas([&](unsigned, const Subschema *schema) {
            good = accepts(*schema, *m_value) && good;
            return true;
        });
        return good;
    }

    bool visit(const AnyOfConstraint &constraint) override
    {
        return alternatives(constraint, [](int good) { return good > 0; });
    }

    bool visit(const OneOfConstraint &constraint) override
    {
        return alternatives(constraint, [](int good) { return good == 1; });
    }

    bool visit(const ConditionalConstraint &constraint) override
    {
        const Subschema *chosen =
            quietly(*constraint.getIfSubschema(), *m_value) ? constraint.getThenSubschema() : constraint.getElseSubschema();
        return !chosen || accepts(*chosen, *m_value);
    }

    bool visit(const NotConstraint &constraint) override
    {
        return !quietly(*constraint.getSubschema(), *m_value) ||
               m_findings.fail(QStringLiteral("is what the schema says it must not be (not)"));
    }

    bool visit(const TypeConstraint &constraint) override
    {
        // by valijson's numbers; "any" was draft 3's, and is never linked
        static const std::array typeNames{QStringLiteral("any"),     QStringLiteral("array"), QStringLiteral("boolean"),
                                          QStringLiteral("integer"), QStringLiteral("null"),  QStringLiteral("number"),
                                          QStringLiteral("object"),  QStringLiteral("string")};
        QStringList names;
        bool good = false;
        constraint.applyToNamedTypes([&](TypeConstraint::JsonType type) {
            const QString &name = typeNames[type];
            good = hasJsonType(*m_value, name);
            names.append(name);
            return !good;
        });
        return good || m_findings.fail(
                           QStringLiteral("must be %1, and is %2").arg(names.join(QLatin1String(" or ")), jsonTypeOf(*m_value)));
    }

    bool visit(const EnumConstraint &) override
    {
        const QJsonArray &allowed = m_linked.allowed[std::stoul(m_schema->getDescription())];
        return std::any_of(allowed.begin(), allowed.end(), [this](const QJsonValue &one) { return equalJson(one, *m_value); }) ||
               m_findings.fail(QStringLiteral("must be %1").arg(listOfJson(allowed)));
    }

    bool visit(const ConstConstraint &) override { return true; } // linked as enum

    bool visit(const FormatConstraint &constraint) override
    {
        const QString format = text(constraint.getFormat());
        if (format.startsWith(QLatin1Char('#'))) // a reference
            return acceptsTarget(format.mid(1).toUInt(), *m_value);
        return !m_value->isString() || hasFormat(m_value->toString(), format) ||
               m_findings.fail(QStringLiteral("is not in the format '%1'").arg(format));
    }

    bool visit(const PatternConstraint &constraint) override
    {
        const SchemaPattern &pattern = patternOf(constraint.getPattern<std::allocator<char>>());
        return !m_value->isString() || m_findings.matches(pattern, m_value->toString()) ||
               m_findings.fail(QStringLiteral("does not match the pattern %1").arg(pattern.source().left(200)));
    }

    bool visit(const MaximumConstraint &constraint) override
    {
        const bool open = constraint.getExclusiveMaximum();
        return !m_value->isDouble() || m_findings.atMost(m_value->toDouble(), constraint.getMaximum(), open);
    }

    bool visit(const MinimumConstraint &constraint) override
    {
        const bool open = constraint.getExclusiveMinimum();
        return !m_value->isDouble() || m_findings.atLeast(m_value->toDouble(), constraint.getMinimum(), open);
    }

    bool visit(const MultipleOfDoubleConstraint &constraint) override { return multipleOf(constraint.getDivisor()); }
    bool visit(const MultipleOfIntConstraint &constraint) override
    {
        return multipleOf(static_cast<double>(constraint.getDivisor()));
    }

    bool visit(const MaxLengthConstraint &constraint) override
    {
        return !m_value->isString() ||
               m_findings.atMost(characters(m_value->toString()), constraint.getMaxLength(), "characters");
    }

    bool visit(const MinLengthConstraint &constraint) override
    {
        return !m_value->isString() ||
               m_findings.atLeast(characters(m_value->toString()), constraint.getMinLength(), "characters");
    }

    bool visit(const MaxItemsConstraint &constraint) override
    {
        return !m_value->isArray() || m_findings.atMost(m_value->toArray().size(), constraint.getMaxItems(), "items");
    }

    bool visit(const MinItemsConstraint &constraint) override
    {
        return !m_value->isArray() || m_findings.atLeast(m_value->toArray().size(), constraint.getMinItems(), "items");
    }

    bool visit(const MaxPropertiesConstraint &constraint) override
    {
        return !m_value->isObject() || m_findings.atMost(m_value->toObject().size(), constraint.getMaxProperties(), "properties");
    }

    bool visit(const MinPropertiesConstraint &constraint) override
    {
        return !m_value->isObject() ||
               m_findings.atLeast(m_value->toObject().size(), constraint.getMinProperties(), "properties");
    }

    bool visit(const RequiredConstraint &constraint) override
    {
        if (!m_value->isObject())
            return true;
        const QJsonObject fields = m_value->toObject();
        bool good = true;
        constraint.applyToRequiredProperties([&](const auto &name) {
            good = m_findings.has(fields, text(name)) && good;
            return true;
        });
        return good;
    }

    bool visit(const DependenciesConstraint &constraint) override
    {
        const QJsonObject fields = m_value->toObject();
        bool good = true;
        constraint.applyToPropertyDependencies([&](const auto &name, const auto &needed) {
            for (const auto &other : needed)
                good = (!fields.contains(text(name)) || m_findings.has(fields, text(other))) && good;
            return true;
        });
        constraint.applyToSchemaDependencies([&](const auto &name, const Subschema *schema) {
            good = (!fields.contains(text(name)) || accepts(*schema, *m_value)) && good;
            return true;
        });
        return good;
    }

    bool visit(const PropertiesConstraint &constraint) override
    {
        const QJsonObject fields = m_value->toObject();
        QSet<QString> known;
        bool good = true;
        constraint.applyToProperties([&](const auto &key, const Subschema *schema) {
            const QString name = text(key);
            if (const auto field = fields.constFind(name); field != fields.constEnd()) {
                known.insert(name);
                good = acceptsInside(*schema, field.value(), name) && good;
            }
            return m_findings.goesOn(good);
        });
        PatternSchemas patterns;
        constraint.applyToPatternProperties([&](const auto &key, const Subschema *schema) {
            patterns.emplace_back(&patternOf(key), schema);
            return true;
        });
        const Subschema *rest = constraint.getAdditionalPropertiesSubschema();
        if (patterns.empty() && rest == m_empty)
            return good;
        for (auto it = fields.begin(); it != fields.end() && m_findings.goesOn(good); ++it)
            good = otherProperty(it.key(), it.value(), known.contains(it.key()), patterns, rest) && good;
        return good;
    }

    bool visit(const PropertyNamesConstraint &constraint) override
    {
        bool good = true;
        const QStringList names = m_value->toObject().keys();
        for (const QString &name : names)
            good = (quietly(*constraint.getSubschema(), name) ||
                    m_findings.failAt(name, QStringLiteral("has a name that is not allowed (propertyNames)"))) &&
                   good;
        return good;
    }

    bool visit(const SingularItemsConstraint &constraint) override
    {
        return items(m_value->toArray(), 0, *constraint.getItemsSubschema());
    }

    bool visit(const LinearItemsConstraint &constraint) override
    {
        const QJsonArray values = m_value->toArray();
        bool good = true;
        constraint.applyToItemSubschemas([&](unsigned index, const Subschema *schema) {
            good = (index >= values.size() || acceptsInside(*schema, values[index], qsizetype(index))) && good;
            return true;
        });
        const auto placed = static_cast<qsizetype>(constraint.getItemSubschemaCount());
        const Subschema *rest = constraint.getAdditionalItemsSubschema();
        if (!rest) // valijson's way to say false
            return m_findings.atMost(values.size(), placed, "items") && good;
        return items(values, placed, *rest) && good;
    }

    bool visit(const ContainsConstraint &constraint) override
    {
        if (!m_value->isArray())
            return true;
        const QJsonArray values = m_value->toArray();
        return std::any_of(values.begin(), values.end(),
                           [&](const QJsonValue &value) { return quietly(*constraint.getSubschema(), value); }) ||
               m_findings.fail(QStringLiteral("has no item of the kind that it must have (contains)"));
    }

    bool visit(const UniqueItemsConstraint &) override
    {
        const qsizetype repeated = m_value->isArray() ? repeatedItem(m_value->toArray()) : -1;
        return repeated < 0 ||
               m_findings.fail(QStringLiteral("must not have equal items, and item %1 repeats one before it").arg(repeated));
    }

    bool visit(const valijson::constraints::PolyConstraint &) override { return true; } // none is ever added

private:
    static constexpr qsizetype MaxReasons = 4;

    template <typename Text> static QString text(const Text &name)
    {
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }

    bool accepts(const Subschema &schema, const QJsonValue &value)
    {
        bool good = m_findings.enter();
        if (good && schema.getAlwaysInvalid()) {
            good = m_findings.fail(QStringLiteral("is not allowed here"));
        } else if (good) {
            const auto outer = std::pair(m_schema, m_value);
            m_schema = &schema;
            m_value = &value;
            Subschema::ApplyFunction check = [this](const valijson::constraints::Constraint &constraint) {
                return constraint.accept(*this);
            };
            good = m_findings.isPatient() ? schema.apply(check) : schema.applyStrict(check);
            std::tie(m_schema, m_value) = outer;
        }
        m_findings.leave();
        return good;
    }

    bool acceptsTarget(size_t number, const QJsonValue &value)
    {
        const Subschema *outer = std::exchange(m_empty, m_targets[number]->emptySubschema());
        const bool good = accepts(*m_targets[number], value);
        m_empty = outer;
        return good;
    }

    template <typename Step> bool acceptsInside(const Subschema &schema, const QJsonValue &value, const Step &step)
    {
        m_findings.push(step);
        const bool good = accepts(schema, value);
        m_findings.pop();
        return good;
    }

    bool quietly(const Subschema &schema, const QJsonValue &value)
    {
        return m_findings.quietly([&] { return accepts(schema, value); });
    }

    bool items(const QJsonArray &values, qsizetype from, const Subschema &schema)
    {
        bool good = true;
        for (qsizetype i = from; i < values.size() && &schema != m_empty && m_findings.goesOn(good); ++i)
            good = acceptsInside(schema, values[i], i) && good;
        return good;
    }

    bool otherProperty(const QString &name, const QJsonValue &value, bool known, const PatternSchemas &patterns,
                       const Subschema *rest)
    {
        bool good = true;
        for (const auto &[pattern, schema] : patterns) {
            if (!m_findings.matches(*pattern, name))
                continue;
            known = true;
            good = acceptsInside(*schema, value, name) && good;
        }
        if (known)
            return good;
        return rest ? acceptsInside(*rest, value, name)
                    : m_findings.failAt(name, QStringLiteral("is a property that the schema does not allow"));
    }

    template <typename Constraint, typename Enough> bool alternatives(const Constraint &constraint, const Enough &enough)
    {
        int good = 0;
        QStringList reasons;
        constraint.applyToSubschemas([&](unsigned index, const Subschema *schema) {
            QList<SchemaViolation> found;
            if (m_findings.aside([&] { return accepts(*schema, *m_value); }, found))
                ++good;
            else if (!found.isEmpty() && reasons.size() < MaxReasons)
                reasons.append(QStringLiteral("%1: %2 %3").arg(index + 1).arg(found.first().pointer, found.first().message));
            return true;
        });
        if (enough(good))
            return true;
        if (good > 1)
            return m_findings.fail(QStringLiteral("fits %1 alternatives, and must fit exactly one (oneOf)").arg(good));
        return m_findings.fail(QStringLiteral("fits no alternative (%1)").arg(reasons.join(QLatin1String("; "))));
    }

    bool multipleOf(double divisor)
    {
        return !m_value->isDouble() || isMultipleOf(*m_value, divisor) ||
               m_findings.fail(QStringLiteral("must be a multiple of %1").arg(divisor));
    }

    template <typename Number> const SchemaPattern &patternOf(const Number &number) const
    {
        return m_linked.patterns[std::stoul(std::string(number.data(), number.size()))];
    }

    const SchemaTargets &m_targets;
    const LinkedSchema &m_linked;
    const Subschema *m_empty = nullptr; ///< in this target valijson's stand-in where any value will do
    SchemaFindings m_findings;
    const Subschema *m_schema = nullptr;
    const QJsonValue *m_value = nullptr;
};

} // namespace cairn
