#include "caller.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {
constexpr int MostTries = 8;
}

void Caller::begin(const QByteArray &job, const QUrl &url)
{
    const int manner = m_draw.below(100);
    if (manner < 10)
        return; // it never does
    const Milliseconds at(manner < 30 ? 0 : m_draw.scaled(13));
    int number = 0;
    while (m_draw.chance(25)) {
        const Milliseconds when(m_draw.below(int(at.count()) + 1));
        postAfter(when, letter(job, url.path(), u"working"_s, ++number));
    }
    const bool fails = m_world.ledger.jobs[job].fails;
    const auto last = letter(job, url.path(), fails ? u"failed"_s : u"done"_s, ++number);
    postAfter(at, last);
    if (m_draw.chance(30))
        postAfter(at + Milliseconds(m_draw.below(3'000)), last);
    if (m_draw.chance(10))
        postAfter(at, letter({}, u"/callbacks/nobody"_s, u"done"_s, ++number));
}

std::shared_ptr<Letter> Caller::letter(const QByteArray &job, const QString &path, const QString &state, int number)
{
    const auto letter = std::make_shared<Letter>();
    const Job known = m_world.ledger.jobs.value(job);
    letter->place = known.place;
    letter->job = job;
    letter->state = state;
    letter->path = path;
    const QByteArray name = job + '.' + QByteArray::number(number);
    if (m_draw.chance(50))
        letter->id = "msg." + name;
    QJsonArray list;
    for (int i = 0; i < known.yield.list; ++i)
        list.append(u"%1.%2"_s.arg(known.yield.token).arg(i));
    const QJsonObject body{{u"letter"_s, QString::fromLatin1(name)},
                           {u"state"_s, state},
                           {u"token"_s, known.yield.token},
                           {u"list"_s, list},
                           {u"go"_s, known.yield.go}};
    letter->body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    m_world.ledger.letters.insert(Digest::of(letter->body), letter);
    return letter;
}

void Caller::postAfter(Milliseconds delay, const std::shared_ptr<Letter> &letter)
{
    m_world.time.after(delay, [this, letter] { post(letter); });
}

void Caller::post(const std::shared_ptr<Letter> &letter)
{
    if (!letter->job.isEmpty() && m_world.ledger.operation(letter->place).isCalledOff)
        return;
    if (letter->state == "failed"_L1)
        m_world.ledger.fail(m_world.ledger.jobs[letter->job]);
    ++letter->tries;
    ++m_world.counts["letter: " + letter->state.toLatin1()];
    if (!m_world.happens("letter", letter->place, letter->tries, letter->state) || !m_world.door)
        return again(letter);
    if (m_world.mischief == Mischief::HoldsBack)
        return isAnswered(letter, 202);
    ListenerRequest request;
    request.method = "POST"_ba;
    request.path = letter->path;
    request.headers = {{"content-type", "application/json"}};
    if (!letter->id.isEmpty())
        request.headers.append({"webhook-id", letter->id});
    request.body = letter->body;
    const auto isOver = std::make_shared<bool>(false);
    m_world.door(request, Responder([this, letter, isOver, life = m_world.life](int status, const std::optional<QJsonObject> &) {
                     if (std::exchange(*isOver, true))
                         return;
                     life->isDead ? again(letter) : isAnswered(letter, status);
                 }));
}

void Caller::isAnswered(const std::shared_ptr<Letter> &letter, int status)
{
    m_world.trace.add("answered", letter->place, status);
    m_world.judge.letterIsAnswered(*letter, status);
    constexpr int Unknown = 404;
    const bool isStranger = letter->job.isEmpty();
    if (isStranger && status / 100 != 5 && status != Unknown)
        m_world.judge.accuse(letter->place, u"answered a stranger with %1"_s.arg(status));
    if (!isStranger && status == Unknown)
        m_world.judge.accuse(letter->place, u"does not know where it said that it could be called"_s);
    if (status / 100 == 5)
        again(letter);
}

/// Nobody took it in.
void Caller::again(const std::shared_ptr<Letter> &letter)
{
    if (!m_world.isOver && letter->tries < MostTries)
        postAfter(Milliseconds(200 + m_draw.below(1'500)), letter);
}

} // namespace cairn::simulator
