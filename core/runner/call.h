#pragma once

#include "definition/stepresult.h"
#include "runner/runcarrier.h"

#include <utility>

namespace cairn {

constexpr QLatin1StringView DeadlinePassed("the run's deadline has passed");

/// One attempt of one step or item, from the first template to the last row. Also of what is asked on its behalf: then `step` is
/// a copy of it with the question for its request.
struct RunCarrier::Call
{
    /// For `asks`.
    static constexpr bool Asking = true;

    Call(Work of, ServiceRevision ruledBy, ServiceGate::Pass admitted, bool isQuestion = false)
        : step(of.step), item(of.item), revision(std::move(ruledBy)), pass(std::move(admitted)), asks(isQuestion)
    {
    }

    const Step &step;
    int item;
    ServiceRevision revision;
    BuiltRequest request{};
    Attempt attempt{};
    Exchange exchange{};
    StagedPayload sent{}; ///< the request's record, if it is new
    StagedPayload response{};
    StepResult result{};      ///< what later steps see of the answer
    QByteArray headersText{}; ///< its header fields as they are stored
    Outcome outcome{};
    Verdict verdict{};
    ServiceGate::Pass pass;
    bool asks;                ///< a question, which has no effect
    bool intended = false;    ///< an intent was written
    bool wasRefused = false;  ///< so was the attempt before, for its credential
    bool saidFailed = false;  ///< the service itself said that what it had taken up failed
    bool lacksRoom = false;   ///< the disk was full: what it sends, or what it got, could not be kept
    StoreRoom::Place place{}; ///< for an answer that found none before

    StepKey key() const { return {step.id, item}; }
    Work work() const { return {step, item}; }
};

/// The step as it asks: what is expected of its own answer does not concern this one, nor what was edited.
inline Step asQuestion(const Step &step, const Request &request)
{
    Step question = step;
    question.request = request;
    question.response = {};
    question.requestSchema.clear();
    return question;
}

/// Asking has no effect: whatever became of a question, it may be asked again.
inline Service asHarmless(Service service)
{
    service.idempotent = true;
    return service;
}

} // namespace cairn
