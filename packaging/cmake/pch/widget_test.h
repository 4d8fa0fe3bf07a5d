// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every test of widgets and ui includes; compiled once. No project headers here.
#pragma once

#include "core.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>
