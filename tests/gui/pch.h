// Precompiled for the tests of windows.
#pragma once

#include "core/pch.h"

#include "tests/gui/windowtest.h"
#include "tests/support/patience.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
