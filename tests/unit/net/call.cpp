#include "call.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Service serviceAt(const QUrl &url, HttpVersion http, int maxConcurrency)
{
    Service service;
    service.name = u"test"_s;
    service.baseUrl = url;
    service.http = http;
    service.policy.maxConcurrency = maxConcurrency;
    return service;
}

HttpRequest requestTo(const QUrl &url, const QByteArray &method, const QByteArray &body)
{
    HttpRequest request;
    request.method = method;
    request.url = url;
    if (!body.isNull())
        request.body = OutgoingBody::ofBytes(body);
    request.timeout = {10s, 20s, 60s};
    request.maxResponse = 1LL << 30;
    return request;
}

Result<void> MemorySink::accept(QByteArrayView part)
{
    size += part.size();
    if (keeps)
        bytes.append(part);
    ++pieces;
    return onAccept ? onAccept() : Result<void>();
}

/// A coroutine that belongs to its Call and goes with it, resumed or not.
struct Call::Waiter
{
    struct promise_type
    {
        Waiter get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<> handle;
};

Call::Call(HttpTransport &transport, HttpRequest request, MemorySink taking) : sink(std::move(taking))
{
    m_pending = transport.start(std::move(request), sink);
    m_coroutine = await(*this).handle;
}

Call::~Call()
{
    m_pending.reset();
    m_coroutine.destroy();
}

Call::Waiter Call::await(Call &call)
{
    Exchange exchange = co_await *call.m_pending;
    call.m_exchange = std::move(exchange);
    call.m_over = true;
    ++call.m_resumed;
    if (call.m_loop)
        call.m_loop->quit();
    if (call.onOver)
        call.onOver();
}

bool Call::wait(int ms)
{
    if (m_over)
        return true;
    QEventLoop loop;
    m_loop = &loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
    m_loop = nullptr;
    return m_over;
}

bool waitUntil(const std::function<bool()> &done, int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < ms) {
        QEventLoop loop;
        QTimer::singleShot(5, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return done();
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}
