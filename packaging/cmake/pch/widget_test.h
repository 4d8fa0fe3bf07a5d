// SPDX-License-Identifier: Apache-2.0
// What nearly every test of widgets and ui includes; compiled once. No project headers here.
#pragma once

#include "core.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>
