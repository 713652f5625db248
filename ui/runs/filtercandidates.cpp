#include "ui/runs/filtercandidates.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Kind = FilterCandidate::Kind;

QString keyHint(const QString &key)
{
    if (key == "state"_L1)
        return FilterCandidates::tr("how the run stands");
    if (key == "pipeline"_L1)
        return FilterCandidates::tr("the pipeline's name");
    if (key == "service"_L1)
        return FilterCandidates::tr("the service it waits for or failed at");
    if (key == "step"_L1)
        return FilterCandidates::tr("the step it waits for or failed at");
    if (key == "category"_L1)
        return FilterCandidates::tr("kind of failure");
    if (key == "since"_L1)
        return FilterCandidates::tr("submitted then or later");
    if (key == "until"_L1)
        return FilterCandidates::tr("submitted before");
    if (key == "bulk"_L1)
        return FilterCandidates::tr("target of that order, as bulk:12 or bulk:12/failed");
    if (key == "incident"_L1)
        return FilterCandidates::tr("a step of it failed so");
    return {};
}

QString hint(const FilterCandidate &candidate)
{
    switch (candidate.kind) {
    case Kind::Key: return keyHint(candidate.word);
    case Kind::State: return StateLook::word(lookOf(runStateFromWord(candidate.word).value_or(RunState::Pending)));
    case Kind::Category: return categoryText(categoryFromWord(candidate.word).value_or(Category::Internal));
    case Kind::Time:
    case Kind::Pipeline:
    case Kind::Service:
    case Kind::Step:
    case Kind::Incident: break;
    }
    return {};
}

} // namespace

void FilterCandidates::set(const QList<FilterCandidate> &candidates)
{
    if (candidates == m_candidates)
        return;
    beginResetModel();
    m_candidates = candidates;
    endResetModel();
}

int FilterCandidates::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_candidates.size());
}

QVariant FilterCandidates::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FilterCandidate &candidate = m_candidates.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return candidate.kind == Kind::Key ? candidate.text : candidate.word;
    case HintRole: return hint(candidate);
    case Qt::AccessibleTextRole: return u"%1 %2"_s.arg(candidate.word, hint(candidate)).trimmed();
    case LookRole:
        if (const auto state = runStateFromWord(candidate.word); state && candidate.kind == Kind::State)
            return int(lookOf(*state));
        return {};
    default: return {};
    }
}

} // namespace cairn
