// Secrets in memory: moved, wiped where they came from, and in pages that no core dump holds.
#include "security/secretbytes.h"

#include <QByteArray>
#include <QFile>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestSecretBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst()
    {
        const SecretBytes none;
        QVERIFY(none.isEmpty());
        QVERIFY(none.view().isEmpty());
        QVERIFY(none.equals(SecretBytes(0)));
    }

    void movesAndCompares()
    {
        SecretBytes first = SecretBytes::copyOf("open sesame");
        const SecretBytes second = std::move(first);
        QVERIFY(first.isEmpty()); // NOLINT: what is left behind is what is asked
        QCOMPARE(second.view().toByteArray(), "open sesame"_ba);
        QVERIFY(second.equals(SecretBytes::copyOf("open sesame")));
        QVERIFY(!second.equals(SecretBytes::copyOf("open sesamE")));
        QVERIFY(!second.equals(SecretBytes::copyOf("open sesam")));
        QVERIFY(!SecretBytes::random(32).equals(SecretBytes::random(32)));
    }

    void takesOver()
    {
        QByteArray source = "open sesame"_ba;
        source.detach();
        const SecretBytes taken = SecretBytes::taken(std::move(source));
        QCOMPARE(taken.view().toByteArray(), "open sesame"_ba);
        QVERIFY(source.isEmpty()); // NOLINT
    }

    void standsWhereNoCoreDumpLooks()
    {
        const SecretBytes secret = SecretBytes::random(64);
        const auto address = quintptr(secret.data());
        QFile maps(u"/proc/self/smaps"_s);
        QVERIFY(maps.open(QIODevice::ReadOnly));
        bool inside = false;
        QByteArray flags;
        for (const QByteArray &line : maps.readAll().split('\n')) {
            const auto dash = line.indexOf('-');
            const auto space = line.indexOf(' ');
            bool first = false;
            bool second = false;
            const auto from = line.left(dash).toULongLong(&first, 16);
            const auto to = line.mid(dash + 1, space - dash - 1).toULongLong(&second, 16);
            if (first && second)
                inside = from <= address && address < to;
            else if (inside && line.startsWith("VmFlags:"))
                flags = line;
        }
        QVERIFY2(flags.contains(" dd"), flags.constData()); // "do not dump"
        QVERIFY2(flags.contains(" lo"), flags.constData()); // locked
    }
};

QTEST_APPLESS_MAIN(TestSecretBytes)
#include "tst_secretbytes.moc"
