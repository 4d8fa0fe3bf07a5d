// SPDX-License-Identifier: Apache-2.0
// What nearly every test includes; compiled once. No project headers here.
#pragma once

#include "core.h"

#include <QtTest/QtTest>
