#pragma once

#include "storetesting.h"

#include "control/bulkdesk.h"
#include "control/bulktargets.h"

#include <QTest>

#include <optional>

namespace cairn::testing {

/// A test of who is meant by an order about many.
class BulkTargetsTest : public QObject
{
protected:
    StoreReader &reader() { return m_fixture->reader(); }
    static BulkOrder orderFor(const QString &filter, CommandKind kind = CommandKind::Retry)
    {
        BulkOrder order;
        order.kind = kind;
        order.filter = filter;
        return order;
    }
    static Bulk bulkFor(const BulkOrder &order, qint64 newest = 1'000'000, Timestamp at = storetesting::at(1'000))
    {
        Bulk bulk = bulkOf(order, at).value();
        bulk.newestRun = RunId(newest);
        return bulk;
    }
    QList<qint64> targets(Bulk bulk, int limit)
    {
        QList<qint64> runs;
        for (bool last = false; !last;) {
            const BulkPage page = nextTargets(reader(), bulk, limit).value();
            for (const BulkTarget &target : page.targets)
                runs.append(target.command.run.value());
            last = page.last;
            bulk.place = page.end;
        }
        return runs;
    }
    void fail(RunId run, const QString &step, int item, qint64 when, StepState state = StepState::Blocked,
              Category category = Category::Service)
    {
        Checkpoint c = storetesting::checkpoint(run, step);
        c.item = item;
        c.state = state;
        c.category = category;
        c.status = 503;
        c.at = storetesting::at(when);
        if (reader().run(run)->state == RunState::WaitingRetry)
            c.nextAt = storetesting::at(9'000); // else somebody would be asked
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(AddCheckpoint{c})));
    }

    /// "1/scan 1/extract/4"; and the preview has said as many.
    QString asked(const BulkOrder &order, const BulkPlace &from = {})
    {
        Bulk bulk = bulkFor(order);
        bulk.place = from;
        const BulkPage page = nextTargets(reader(), bulk, 100, storetesting::at(1'000)).value();
        const qint64 counted = previewBulk(reader(), order, storetesting::at(1'000))->eligible;
        if (!page.last || (!from.run.isValid() && counted != page.targets.size()))
            return QStringLiteral("%1 of %2 counted").arg(page.targets.size()).arg(counted);
        QStringList all;
        for (const BulkTarget &target : page.targets) {
            all.append(target.command.run.toString().last(1) + QLatin1Char('/') + target.command.step.name());
            if (target.command.item != NoItem)
                all.last() += QStringLiteral("/%1").arg(target.command.item);
        }
        return all.join(QLatin1Char(' '));
    }

    std::optional<storetesting::Fixture> m_fixture;
};

} // namespace cairn::testing
