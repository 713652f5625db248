#pragma once

#include "control/masked.h"
#include "ui/payload/jsonreading.h"

#include <QModelIndex>
#include <QWidget>

class QTreeView;

namespace cairn {

class FindBar;
class JsonTreeModel;

/// A JSON document as a tree in which one can search, and from which one can copy names, paths and values.
class JsonView : public QWidget
{
    Q_OBJECT
public:
    explicit JsonView(QWidget *parent = nullptr);

    void setReading(const JsonReading &reading);
    /// Sensitive data is covered, in what is copied as well.
    void setCover(const Cover &cover);
    /// Opens the tree as far as is needed.
    void showValue(int value);
    int currentValue() const;

Q_SIGNALS:
    void said(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addActions();
    void find(const QString &text, bool backwards);
    void copy(const QString &text);
    void openBeginning();
    void setInnerOpen(bool open);

    JsonTreeModel *m_model;
    QTreeView *m_tree;
    FindBar *m_find;
};

} // namespace cairn
