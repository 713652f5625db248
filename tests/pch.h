// Precompiled for the tests without a window.
#pragma once

#include "../core/pch.h"

#include "store/store.h"

#include "support/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
