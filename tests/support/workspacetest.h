#pragma once

#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace cairn::testing {

/// A workspace with one service `api` at a ledger and one pipeline `p`, and the questions that tests ask of it.
class OneServiceWorkspace
{
public:
    /// `service`: lines added to services/api.yaml. `steps`: the pipeline's, indented by two.
    OneServiceWorkspace(quint16 port, const QByteArray &steps, const QByteArray &service = {}, const QByteArray &input = {});

    const CairnProgram &cairn() const { return m_cairn; }
    void writeSteps(const QByteArray &steps, int version = 1, const QByteArray &input = {}) const;
    /// `cairn run p a.txt`; its exit status.
    int run() const { return cairn({"run", "p", "a.txt"}).exitCode; }
    int drain() const { return cairn({"runner", "--drain"}).exitCode; }
    /// Runs cairn; words that name a file of the workspace become its path.
    Outcome cairn(const QList<QByteArray> &words) const;
    /// The newest run, or that one, as `cairn show --json` tells it.
    QJsonObject show(const QString &id = {}) const;
    QString id() const { return show().value(QStringLiteral("id")).toString(); }
    QString state() const { return show().value(QStringLiteral("state")).toString(); }
    /// States of a step or its items, from show()'s steps.
    QStringList states(const QString &step) const;

private:
    CairnProgram m_cairn;
};

LedgerAnswer jsonAnswer(const QByteArray &body, int status = 200);
int countOf(const LedgerServer &ledger, const QByteArray &method, const QByteArray &pathPart = {});

} // namespace cairn::testing
