// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QString>

#include <string>

namespace zvt::ui {

/// Name of an entity; its code where the profile does not know it.
[[nodiscard]] QString nameOf(const Context& context, const std::string& entityId);
/// The code as the market writes it; the id where it is none of ours.
[[nodiscard]] QString codeOf(const std::string& entityId);

}
