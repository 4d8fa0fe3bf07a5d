// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QJsonObject>
#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace zvt::widgets {

struct ChartStyle;

enum class DrawingKind {
  TrendLine,
  Ray,
  ExtendedLine,
  HorizontalLine,
  HorizontalRay,
  VerticalLine,
  Arrow,
  ParallelChannel,
  RegressionChannel,
  Pitchfork,
  SchiffPitchfork,
  ModifiedSchiffPitchfork,
  FibRetracement,
  FibExtension,
  FibFan,
  FibArcs,
  FibTimeZones,
  GannFan,
  GannBox,
  Rectangle,
  Ellipse,
  Brush,
  Text,
  Note,
  PriceLabel,
  LongPosition,
  ShortPosition,
  Measure,
  Unknown ///< of a later version: kept, neither drawn nor listed
};

enum class DrawingFamily { Lines, Channels, Fibonacci, Gann, Shapes, Texts, Trading };
inline constexpr std::array kDrawingFamilies = {DrawingFamily::Lines, DrawingFamily::Channels, DrawingFamily::Fibonacci,
    DrawingFamily::Gann, DrawingFamily::Shapes, DrawingFamily::Texts, DrawingFamily::Trading};
[[nodiscard]] QString nameOf(DrawingFamily family); ///< translated

/// What is true of all drawings of a kind.
struct DrawingKindInfo {
  DrawingKind kind;
  DrawingFamily family;
  const char* key; ///< "trend-line", in documents
  int places; ///< that are chosen to make one; 0: as many as the mouse passes
  QString (*name)(); ///< translated
  std::vector<double> levels = {}; ///< published ratios, or multiples
  bool fills = false; ///< whether it has ground to fill
  bool writes = false; ///< whether it is a text before all
};
/// All but Unknown, in the order of their tools.
[[nodiscard]] std::span<const DrawingKindInfo> drawingKinds();
[[nodiscard]] const DrawingKindInfo& infoOf(DrawingKind kind);
[[nodiscard]] QString nameOf(DrawingKind kind);

/// A moment on the exchange's clock; of a bar of a day or longer the day alone counts.
struct DrawingTime {
  std::int64_t micros = 0; ///< LocalTime::micros; of a day its midnight
  bool wholeDay = false;
  int part = 0; ///< of the bars by price (bricks, boxes) that one moment made: which; bars by time have one a moment
  bool operator==(const DrawingTime&) const = default;
};

/// Where a drawing is held: never moved by bars that come before it, another level or another adjustment.
struct DrawingAnchor {
  DrawingTime time;
  double price = 0; ///< raw: as it was traded, before any adjustment
  double within = 0; ///< bars beside the place of `time`: of lines drawn by hand, −0.5 … 0.5
  bool operator==(const DrawingAnchor&) const = default;
};

struct DrawingStyle {
  QString color = QStringLiteral("series0"); ///< role of the theme (series0 … series7, red, green, text), or "#RRGGBB"
  double width = 1; ///< logical pixels
  Qt::PenStyle pen = Qt::SolidLine;
  bool fill = true;
  bool labels = true; ///< figures beside levels
  bool extend = false; ///< levels and channels go on to the right
  int textSize = 12; ///< logical pixels
  QString text;
  std::vector<double> levels; ///< ratios of the Fibonacci family, multiples of a regression's deviation …
  double risk = 0; ///< money that a position may lose; 0: not told
  bool operator==(const DrawingStyle&) const = default;
};

/// One thing drawn on the chart of a security.
struct Drawing {
  QString id; ///< unique in its document
  DrawingKind kind = DrawingKind::TrendLine;
  std::vector<DrawingAnchor> anchors;
  DrawingStyle style;
  bool locked = false;
  bool hidden = false;
  QString group; ///< those of one name are chosen and moved together; empty: alone
  double order = 0; ///< the greater lies over the smaller
  QJsonObject rest; ///< members that this version does not know
  bool operator==(const Drawing&) const = default;
};

/// Of one security, by order.
using DrawingList = std::vector<Drawing>;
using DrawingListPtr = std::shared_ptr<const DrawingList>;

/// A step from some drawings to others: those of `before` go, those of `after` come; the same id in both is a change.
struct DrawingEdit {
  enum class What { Create, Move, Duplicate, Paste, Delete, Style, Lock, Hide, Group, Order };
  What what = What::Create;
  std::vector<Drawing> before, after;
  bool repeats = false; ///< of a key that may be held: undone together with those that follow at once
};
/// @p list after the step, or (@p back) as it was before it.
[[nodiscard]] DrawingList applied(const DrawingList& list, const DrawingEdit& edit, bool back = false);

/// The style that a kind has before a user chooses another.
[[nodiscard]] DrawingStyle defaultStyle(DrawingKind kind);
/// For the theme of @p style: the hue is kept, lightness follows the ground.
[[nodiscard]] QColor colorOf(const DrawingStyle& drawing, const ChartStyle& style);
/// Roles that a user chooses from.
[[nodiscard]] std::span<const char* const> drawingColors();
[[nodiscard]] const Drawing* find(const DrawingList& list, const QString& id);
/// Unlike every id before.
[[nodiscard]] QString freshDrawingId();

}
