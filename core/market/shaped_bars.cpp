// SPDX-License-Identifier: Apache-2.0
#include "core/market/shaped_bars.h"

#include "core/market/shape_builder.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace zvt::market {

namespace {

/// Renko over numbered levels; the last brick lies between two of them.
void buildRenko(ShapeBuilder& builder, const BarSeries& source, const ShapeSpec& spec)
{
  const BoxLevels levels(spec.box);
  std::int64_t bottom = 0, top = 0; // of the last brick; equal before the first
  bool known = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const double close = source.close[i];
    builder.take(i);
    if (!std::isfinite(close))
      continue;
    if (!known) {
      bottom = top = levels.floor(close);
      known = true;
    }
    std::int64_t rise = levels.floor(close) - top, fall = bottom - levels.ceil(close);
    builder.sharesAmong(std::max<std::int64_t>(rise, fall));
    for (; rise > 0 && builder.hasRoom(); --rise) {
      bottom = top++;
      builder.finishBrick(levels.price(bottom), levels.price(top), spec.wicks);
    }
    for (; fall > 0 && builder.hasRoom(); --fall) {
      top = bottom--;
      builder.finishBrick(levels.price(top), levels.price(bottom), spec.wicks);
    }
  }
  if (known)
    builder.formBrick(levels.price(bottom), levels.price(top));
}

/// The same where each brick is as large as the range was at the one before.
void buildRenkoByRange(ShapeBuilder& builder, const BarSeries& source, const ShapeSpec& spec)
{
  const std::vector<double> ranges = averageTrueRange(source, spec.box.period);
  double bottom = 0, top = 0, box = 0;
  bool known = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const double close = source.close[i];
    builder.take(i);
    const double now = ranges[i] * spec.box.size;
    if (!std::isfinite(close) || !(now > 0) || (known && !(box > 0)))
      continue;
    if (!known) {
      bottom = top = close;
      box = now;
      known = true;
      continue;
    }
    constexpr double kRounding = 1e-9;
    auto rise = static_cast<std::int64_t>(std::floor((close - top) / box + kRounding));
    auto fall = static_cast<std::int64_t>(std::floor((bottom - close) / box + kRounding));
    builder.sharesAmong(std::max(rise, fall));
    const bool moved = rise > 0 || fall > 0;
    for (; rise > 0 && builder.hasRoom(); --rise) {
      bottom = std::exchange(top, top + box);
      builder.finishBrick(bottom, top, spec.wicks);
    }
    for (; fall > 0 && builder.hasRoom(); --fall) {
      top = std::exchange(bottom, bottom - box);
      builder.finishBrick(top, bottom, spec.wicks);
    }
    if (moved)
      box = now;
  }
  builder.setBox(box);
  if (known)
    builder.formBrick(bottom, top);
}

void buildRange(ShapeBuilder& builder, const BarSeries& source, const ShapeSpec& spec)
{
  const std::vector<double> ranges =
      spec.box.kind == BoxKind::Atr ? averageTrueRange(source, spec.box.period) : std::vector<double>();
  double range = 0;
  // The range of a bar is settled where it begins.
  const auto rangeAt = [&](std::size_t i, double price) {
    return spec.box.kind == BoxKind::Fixed  ? spec.box.size
        : spec.box.kind == BoxKind::Percent ? price * spec.box.size / 100
                                            : ranges[i] * spec.box.size;
  };
  RangeBar bar;
  for (std::size_t i = 0; i < source.size(); ++i) {
    builder.take(i);
    const double open = source.open[i], high = source.high[i], low = source.low[i], close = source.close[i];
    if (!std::isfinite(open + high + low + close))
      continue;
    if (!bar.isOpen) {
      range = rangeAt(i, open);
      if (!(range > 0)) // no average range yet
        continue;
      bar.begin(open);
    }
    const bool rose = close >= open;
    for (const double price : {open, rose ? low : high, rose ? high : low, close}) {
      while (builder.hasRoom() && bar.leavesTo(price, range)) {
        const double end = bar.end(price, range);
        builder.finish(bar.open, std::max(bar.high, end), std::min(bar.low, end), end);
        builder.goOn();
        range = rangeAt(i, end);
        bar.begin(end);
      }
      bar.see(price);
    }
  }
  builder.setBox(spec.box.kind == BoxKind::Atr ? range : spec.box.size);
  if (bar.isOpen)
    builder.form(bar.open, bar.high, bar.low, bar.close);
}

/// One column of boxes, and what the next bars do to it.
class Column {
public:
  Column(ShapeBuilder& builder, const ShapeSpec& spec)
      : m_builder(builder)
      , m_levels(spec.box)
      , m_reversal(spec.reversal)
  {
  }

  [[nodiscard]] bool isEmpty() const { return !m_known; }
  void start(double close)
  {
    m_first = m_last = m_levels.floor(close);
    m_known = true;
  }

  void see(double high, double low)
  {
    const std::int64_t above = m_levels.floor(high), below = m_levels.ceil(low);
    if (m_direction == 0) {
      begin(above, below);
    } else if (m_direction > 0) {
      if (above > m_last)
        m_last = above;
      else if (below <= m_last - m_reversal)
        turn(below);
    } else if (below < m_last) {
      m_last = below;
    } else if (above >= m_last + m_reversal) {
      turn(above);
    }
  }
  void finish() const
  {
    if (m_known)
      m_builder.form(open(), std::max(open(), close()), std::min(open(), close()), close());
  }

private:
  void begin(std::int64_t above, std::int64_t below)
  {
    if (above > m_first) {
      m_direction = 1;
      m_last = above;
    } else if (below < m_first) {
      m_direction = -1;
      m_last = below;
    }
  }
  /// The bar that turns belongs to the new column, which begins one box beside the end of the old one.
  void turn(std::int64_t to)
  {
    m_builder.finishBefore(open(), std::max(open(), close()), std::min(open(), close()), close());
    m_first = m_last - m_direction;
    m_direction = -m_direction;
    m_last = to;
  }
  [[nodiscard]] double open() const { return m_levels.price(m_first); }
  [[nodiscard]] double close() const { return m_levels.price(m_last); }

  ShapeBuilder& m_builder;
  BoxLevels m_levels;
  int m_reversal;
  std::int64_t m_first = 0, m_last = 0;
  int m_direction = 0;
  bool m_known = false;
};

void buildColumns(ShapeBuilder& builder, const BarSeries& source, const ShapeSpec& spec)
{
  Column column(builder, spec);
  for (std::size_t i = 0; i < source.size() && builder.hasRoom(); ++i) {
    builder.take(i);
    const double high = spec.closesOnly ? source.close[i] : source.high[i];
    const double low = spec.closesOnly ? source.close[i] : source.low[i];
    if (!std::isfinite(high) || !std::isfinite(low) || !std::isfinite(source.close[i]))
      continue;
    if (column.isEmpty())
      column.start(source.close[i]);
    else
      column.see(high, low);
  }
  column.finish();
}

bool isBad(const ShapeSpec& spec)
{
  return !(spec.box.size > 0) || !std::isfinite(spec.box.size) || spec.reversal < 1 || spec.box.period < 1
      || (spec.shape == BarShape::PointFigure && spec.box.kind == BoxKind::Atr);
}

}

std::size_t ShapedBars::barOf(std::size_t index) const
{
  const auto at = std::ranges::lower_bound(last, index);
  return std::min(static_cast<std::size_t>(at - last.begin()), last.size() - 1);
}

Result<ShapedBars> shapeBars(BarSeriesPtr source, const ShapeSpec& spec)
{
  if (isBad(spec))
    return fail("bars.bad_box");
  ShapeBuilder builder(source, spec);
  switch (spec.shape) {
  case BarShape::Time:
    return ShapedBars{spec, source, source, {}, {}, false, 0};
  case BarShape::Renko:
    if (spec.box.kind == BoxKind::Atr)
      buildRenkoByRange(builder, *source, spec);
    else
      buildRenko(builder, *source, spec);
    break;
  case BarShape::Range:
    buildRange(builder, *source, spec);
    break;
  case BarShape::PointFigure:
    buildColumns(builder, *source, spec);
    break;
  }
  if (!builder.hasRoom())
    return fail("bars.box_too_small", {{"bars", std::to_string(kMostShapedBars)}});
  return builder.take();
}

}
