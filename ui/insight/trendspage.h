#pragma once

#include "control/trenddesk.h"
#include "ui/parts/refresher.h"
#include "ui/services/servicepage.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace cairn {

class EmptyState;
class TonedLabel;
class TrendChart;

/// How a service, or all of them, has done over days or weeks: one figure at a time as lines, what was unusual as words, each
/// point with its runs; to be taken away as CSV or PNG.
class TrendsPage : public ServicePage
{
    Q_OBJECT
public:
    explicit TrendsPage(Desk &desk, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;
    /// How long recoveries took, of all services.
    void showRecovery();

private:
    QWidget *buildChoices();
    QWidget *buildBody();
    void connectParts();
    TrendQuestion question() const;
    void changeQuestion();
    void offerGroups();
    void ask();
    void take(const Result<Trends> &trends);
    void present();
    void forget();
    void listUnusual();
    void tellCurrent(int line, int bar);
    void openRuns(int line, int bar);
    void chooseFile(const QString &suffix, const QString &filter);
    void save(const QString &path, const QString &suffix);

    TrendDesk m_trendDesk;
    Refresher m_refresher;
    QString m_service;
    Trends m_trends;
    quint64 m_asked = 0; ///< answers to what was asked before are of no interest
    QComboBox *m_figure;
    QComboBox *m_group;
    QComboBox *m_period;
    QCheckBox *m_all;
    QPushButton *m_csv;
    QPushButton *m_png;
    TrendChart *m_chart;
    QLabel *m_current;
    TonedLabel *m_note;
    QLabel *m_unusualTitle;
    QListWidget *m_unusual;
    EmptyState *m_empty;
    QWidget *m_body;
    QStackedWidget *m_whole;
};

} // namespace cairn
