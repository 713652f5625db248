#pragma once

#include "model/records.h"

#include <QAbstractTableModel>

namespace cairn {

/// The runs that have been loaded so far, newest first. Holds values only; pages are given to it (see RunsFeed).
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        StateColumn,
        InputColumn,
        PipelineColumn,
        StepColumn,
        CauseColumn,
        SubmittedColumn,
        TookColumn,
        IdColumn,
        VersionColumn,
        ServiceColumn,
        CategoryColumn,
        AttemptsColumn,
        SizeColumn,
        StartedColumn,
        FinishedColumn,
        NextTryColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    const QList<RunRecord> &runs() const { return m_runs; }
    /// The row of a loaded run, or -1.
    int rowOf(RunId id) const;
    bool isWhole() const { return m_whole; }

    /// Begins anew with the newest page; `whole`: there are no older runs.
    void reset(QList<RunRecord> newest, bool whole);
    /// Adds the page of runs next older than the loaded ones.
    void append(const QList<RunRecord> &older, bool whole);
    /// Brings rows up to date, row by row: `page` is all there is below `before` (invalid: from the newest) down to its own
    /// last run, or to `downTo` if that is valid, or, with `toEnd`, to the oldest.
    void merge(RunId before, const QList<RunRecord> &page, bool toEnd, RunId downTo = {});
    /// Forgets the oldest rows; they can be fetched again.
    void trim(int rows);
    /// Which service each step of a pipeline version speaks to.
    void setStepServices(qint64 pipelineVersionId, const QHash<QString, QString> &services);

Q_SIGNALS:
    void moreWanted();

private:
    int firstRowBelow(RunId id) const;
    void removeRange(int first, int end);
    QString serviceOf(const RunRecord &run) const;

    QList<RunRecord> m_runs;
    QHash<qint64, QHash<QString, QString>> m_services; ///< by pipeline version, then by step
    bool m_whole = true;
};

} // namespace cairn
