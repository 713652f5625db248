#pragma once

#include "store/sqlitestore.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>

// What the tests of room `store` share: a store in a folder that goes away, and specimens of its values.

#define VERIFY_OK(expression)                                                                                                    \
    do {                                                                                                                         \
        const auto &verifiedOutcome = expression;                                                                                \
        QVERIFY2(verifiedOutcome.has_value(), verifiedOutcome ? "" : qPrintable(cairn::describe(verifiedOutcome.error())));      \
    } while (false)
#define COMPARE_ERROR(expression, expected)                                                                                      \
    do {                                                                                                                         \
        const auto &failedOutcome = expression;                                                                                  \
        QVERIFY2(!failedOutcome.has_value(), "this should have failed");                                                         \
        QCOMPARE(cairn::word(failedOutcome.error().kind), cairn::word(expected));                                                \
    } while (false)

namespace storetesting {

inline cairn::Timestamp at(qint64 ms)
{
    return cairn::Timestamp(cairn::Milliseconds(ms));
}

/// So many bytes of no pattern, always the same ones.
QByteArray content(qsizetype size);
/// Opens the store, which must work.
std::unique_ptr<cairn::Store> open(const QString &folder);
std::unique_ptr<cairn::StoreReader> reader(cairn::Store &store);

cairn::PipelineVersion pipelineVersion(const QString &name, int version = 1,
                                       const QList<std::pair<QString, QString>> &stepsAndServices = {
                                           {QStringLiteral("only"), QStringLiteral("antivirus")}});
cairn::ServiceRevision serviceRevision(const QString &name, const QString &variant = {});
cairn::RunRecord runRecord(qint64 id, qint64 pipelineVersionId, cairn::RunState state = cairn::RunState::Pending);
cairn::Checkpoint checkpoint(cairn::RunId run, const QString &step = QStringLiteral("scan"));
cairn::Attempt attempt(cairn::RunId run, const QString &step = QStringLiteral("scan"));

/// A store with pipeline "intake" (steps scan and extract, services antivirus and ocr) and service "ocr".
class Fixture
{
public:
    Fixture();
    QString folder() const { return m_folder.path() + QStringLiteral("/.cairn"); }
    cairn::Store &store() { return *m_store; }
    cairn::StoreReader &reader() { return *m_reader; }
    qint64 pipelineId = 0;
    qint64 policyId = 0;

    cairn::RunId addRun(qint64 id, cairn::RunState state = cairn::RunState::Pending);
    void close();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<cairn::Store> m_store;
    std::unique_ptr<cairn::StoreReader> m_reader;
};

/// Every field as text, for comparing.
QString text(const cairn::RunRecord &run);
QString text(const cairn::Checkpoint &checkpoint);
QString text(const cairn::Attempt &attempt);

/// A counting semaphore that ThreadSanitizer sees through (Qt's own is not instrumented).
class Semaphore
{
public:
    explicit Semaphore(int count = 0) : m_count(count) {}
    void release()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_count;
        m_changed.notify_one(); // within the lock: whoever waits may destroy this at once
    }
    void acquire(int count = 1)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_count >= count; });
        m_count -= count;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_count;
};

/// Runs this test program as a child that takes the part `arguments` name.
class Child
{
public:
    explicit Child(const QStringList &arguments, bool unprivileged = false);
    ~Child();
    /// The next line it prints; empty after 20 s or at its end.
    QByteArray line();
    void tell(const QByteArray &line);
    void kill();
    qint64 pid() const;
    /// Waits for its end; its exit code.
    int wait();

private:
    std::unique_ptr<QProcess> m_process;
};

/// The part of `argv` that makes this process a child, if it is one.
QStringList childPart(int argc, char **argv);
void say(const QByteArray &line);

} // namespace storetesting
