// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/call_builder.h"
#include "core/factor/output_hints.h"

#include <optional>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// DRAWICON, DRAWTEXT, DRAWNUMBER, STICKLINE and FILLRGN: statements that draw. What they draw at becomes outputs that
/// are defined where the condition holds; the rest becomes hints.
struct DrawnStatement {
  OutputHints hints;
  Piece from;
  std::optional<Piece> to; ///< the other end of a STICKLINE or FILLRGN, the number of a DRAWNUMBER
};

[[nodiscard]] bool isDrawingStatement(std::string_view upperName);
/// Errors: factor.argument_count, factor.needs_text, factor.argument_not_constant, those of CallBuilder.
[[nodiscard]] Result<DrawnStatement> drawnStatement(CallSite site, const std::vector<Piece>& arguments,
    ExpressionGraph& graph, CallBuilder& calls, const OperatorNames& operators);

}
