// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"
#include "core/strategy/validator.h"
#include "widgets/nodegraph/node_graph.h"

#include <QString>

namespace zvt::ui {

/// The document as the canvas draws it, in the language in force: titles and ports of the catalogue, parameters in a
/// few words, problems as states. Links that the validator refuses are marked.
[[nodiscard]] widgets::NodeGraph graphOf(
    const strategy::StrategyDocument& document, const std::vector<strategy::Problem>& problems);
/// The name of a node's type, else its id.
[[nodiscard]] QString nodeTitle(const strategy::StrategyDocument& document, const std::string& nodeId);
[[nodiscard]] QString nodeIcon(const std::string& nodeType);

}
