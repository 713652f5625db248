#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace cairn::bench {

/// Median and spread of repeated measurements.
struct Sample
{
    std::vector<double> values;
    double median() const;
    double low() const;
    double high() const;
};

/// One line of the table: a figure, its baseline measured in the same run, and the goal for their ratio or for itself.
struct Figure
{
    QString bench;
    QString figure;
    Sample value;
    QString unit;
    std::optional<Sample> baseline;
    std::optional<double> goal; ///< none: it is there to be compared with
    bool goalIsCeiling = false; ///< the ratio (or value) is to stay at most at the goal, rather than reach it

    double judged() const; ///< the ratio if there is a baseline, else the value
    bool holds() const;
};

/// Prints figures as they come: a table for people or JSON lines.
class Report
{
public:
    explicit Report(bool json) : m_json(json) {}
    void machine() const; ///< processor, cores, memory, kernel
    void add(const Figure &figure);
    bool allHold() const { return m_allHold; }

private:
    bool m_json;
    bool m_allHold = true;
    bool m_headed = false;
};

} // namespace cairn::bench
