#pragma once

#include "course.h"
#include "virtualtime.h"

#include "net/httpclient.h"

namespace cairn::foresight {

/// The service of a course, as the runner speaks to it: what becomes of a request depends on the moment, and on chance that the
/// seed and the moment decide.
class CourseService final : public HttpTransport
{
public:
    CourseService(const Course &course, simulator::VirtualTime &time) : m_course(course), m_time(time) {}

    std::unique_ptr<PendingExchange> start(HttpRequest request, ResponseSink &sink) override;
    void setService(const Service &) override {}

private:
    struct Answer
    {
        Exchange exchange;
        Milliseconds after{0};
    };
    Answer answerTo(const HttpRequest &request) const;
    const BadTime *badTimeAt(Milliseconds at) const;

    const Course &m_course;
    simulator::VirtualTime &m_time;
};

} // namespace cairn::foresight
