// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/chart/drawing/drawing.h"

#include <QByteArray>

namespace zvt::widgets {

/// Drawings as a document: {"format": "zvt-drawings", "version": 1, "drawings": […]}. What a later version wrote and
/// this one does not know comes back as it was. Times are texts of the exchange's clock: "2024-01-31" of a day,
/// "2024-01-31T10:35:00" of a moment.
[[nodiscard]] QByteArray toJson(const DrawingList& drawings);
/// Errors: drawings.damaged (argument "problem"), drawings.newer (argument "version").
[[nodiscard]] Result<DrawingList> drawingsFromJson(const QByteArray& bytes);

[[nodiscard]] QJsonObject toJson(const DrawingStyle& style);
/// What is missing is as in @p other.
[[nodiscard]] DrawingStyle styleFromJson(const QJsonObject& object, const DrawingStyle& other);

}
