// Precompiled for ui and nothing else: core knows no widget.
#pragma once

#include "control/desk.h"

#include <QAbstractTableModel>
#include <QAction>
#include <QBoxLayout>
#include <QFutureWatcher>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSettings>
#include <QTableView>
#include <QToolButton>
