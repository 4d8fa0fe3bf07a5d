// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lane_view.h"

#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/plot_canvas.h"

#include <QPainter>
#include <QPicture>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kBand = 20; ///< height of a lane of sides or scores
constexpr double kPlot = 38; ///< of a lane of figures
constexpr double kAir = 4;
constexpr double kWords = 16;

double heightOf(const LaneModel& lane)
{
  return lane.kind == LaneModel::Kind::Line ? kPlot : kBand;
}

/// Decimals that tell figures of this size apart.
int decimalsOf(double value)
{
  const double size = std::abs(value);
  return size >= 1000 ? 0 : size >= 1 ? 2 : 4;
}

}

/// Bars in a row that say the same.
struct LaneView::Run {
  std::size_t begin, end;
  double value;
};

/// Bars that share a column of pixels.
struct LaneView::Column {
  double x;
  double low, high; ///< extremes of their values; NaN without any
};

LaneView::LaneView(QWidget* parent)
    : QWidget(parent)
    , m_style(currentChartStyle())
{
  setAttribute(Qt::WA_OpaquePaintEvent);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  hide();
  connect(&Theme::current(), &Theme::changed, this, [this] {
    m_style = currentChartStyle();
    redraw();
  });
}

void LaneView::redraw()
{
  m_picture = {};
  update();
}

void LaneView::setLanes(std::shared_ptr<const LaneSet> lanes)
{
  m_lanes = std::move(lanes);
  m_bar.reset();
  setVisible(m_lanes && !m_lanes->lanes.empty());
  speak();
  updateGeometry();
  redraw();
}

void LaneView::follow(ChartView* chart)
{
  m_axis = chart->axis();
  m_rightRoom = chart->rightRoom();
  connect(chart, &ChartView::rangeChanged, this, [this, chart] {
    m_axis = chart->axis();
    m_rightRoom = chart->rightRoom();
    redraw();
  });
  connect(chart, &ChartView::crosshairMoved, this, [this](qint64 bar) {
    m_bar = bar < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(bar));
    speak();
    update();
  });
}

QSize LaneView::sizeHint() const
{
  double height = 1;
  if (m_lanes)
    for (const LaneModel& lane : m_lanes->lanes)
      height += heightOf(lane) + 1;
  return {600, static_cast<int>(height)};
}

double LaneView::xOf(double bar) const
{
  return m_axis.toX(bar, std::max(1, width() - m_rightRoom));
}

QRectF LaneView::laneRect(std::size_t lane) const
{
  double top = 1;
  for (std::size_t i = 0; i < lane; ++i)
    top += heightOf(m_lanes->lanes[i]) + 1;
  return {0, top, static_cast<double>(std::max(1, width() - m_rightRoom)), heightOf(m_lanes->lanes[lane])};
}

std::size_t LaneView::barCount() const
{
  return m_lanes && !m_lanes->lanes.empty() ? m_lanes->lanes.front().values.size() : 0;
}

std::pair<std::size_t, std::size_t> LaneView::barsInSight() const
{
  const auto count = static_cast<double>(barCount());
  return {static_cast<std::size_t>(std::clamp(std::floor(m_axis.first), 0.0, count)),
      static_cast<std::size_t>(std::clamp(std::ceil(m_axis.first + m_axis.count), 0.0, count))};
}

std::optional<std::size_t> LaneView::shownBar() const
{
  if (m_bar && *m_bar < barCount())
    return m_bar;
  const auto [begin, end] = barsInSight();
  return end > begin ? std::optional(end - 1) : std::nullopt;
}

QString LaneView::valueText(std::size_t lane, std::size_t bar) const
{
  const LaneModel& model = m_lanes->lanes[lane];
  const double value = model.values[bar];
  if (model.kind == LaneModel::Kind::Sides)
    return std::isnan(value) ? Tr::tr("keep") : value != 0 ? Tr::tr("long") : Tr::tr("short");
  if (model.kind == LaneModel::Kind::Words)
    return value >= 0 && value < static_cast<double>(model.words.size()) ? model.words[static_cast<std::size_t>(value)]
                                                                         : QString(kMissing);
  return std::isfinite(value) ? formatNumber(value, model.kind == LaneModel::Kind::Score ? 2 : decimalsOf(value))
                              : QString(kMissing);
}

void LaneView::speak()
{
  QStringList spoken;
  if (const auto bar = shownBar())
    for (std::size_t lane = 0; lane < m_lanes->lanes.size(); ++lane)
      spoken << QString(m_lanes->lanes[lane].name + u' ' + valueText(lane, *bar));
  setAccessibleName(m_lanes && !m_lanes->title.isEmpty() ? m_lanes->title : Tr::tr("Factor under the chart"));
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
}

std::vector<LaneView::Run> LaneView::runsOf(const LaneModel& lane) const
{
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  std::vector<Run> runs;
  const auto [begin, end] = barsInSight();
  for (std::size_t i = begin; i < end; ++i) {
    if (runs.empty() || !same(runs.back().value, lane.values[i]))
      runs.push_back({i, i, lane.values[i]});
    runs.back().end = i + 1;
  }
  return runs;
}

bool LaneView::isNarrow() const
{
  return (xOf(1) - xOf(0)) * devicePixelRatioF() < PlotCanvas::kNarrowest;
}

std::vector<LaneView::Column> LaneView::columns(const LaneModel& lane, double width) const
{
  std::vector<Column> columns;
  const double step = 1 / devicePixelRatioF();
  const auto [first, last] = barsInSight();
  std::size_t bar = first;
  for (double x = 0; x < width && bar < last; x += step) {
    const double end = std::ceil(m_axis.toBar(x + step, width) - 0.5);
    Column column{x, std::nan(""), std::nan("")};
    const std::size_t before = bar;
    for (; bar < last && static_cast<double>(bar) < end; ++bar) {
      column.low = std::fmin(column.low, lane.values[bar]);
      column.high = std::fmax(column.high, lane.values[bar]);
    }
    if (bar > before)
      columns.push_back(column);
  }
  return columns;
}

/// Where long and short share a column each has its half.
void LaneView::paintSharedSides(QPainter& painter, const LaneModel& lane, const QRectF& place) const
{
  const double step = 1 / devicePixelRatioF();
  const double middle = std::round(place.center().y());
  for (const Column& column : columns(lane, place.width())) {
    const double top = place.top() + 2, bottom = place.bottom() - 2;
    if (std::isnan(column.low)) {
      painter.fillRect(QRectF(column.x, middle, step, 1), m_style.flat.fill);
      continue;
    }
    if (column.high != 0)
      painter.fillRect(QRectF(column.x, top, step, bottom - top), m_style.up.fill);
    if (column.low == 0)
      painter.fillRect(QRectF(column.x, middle, step, bottom - middle), m_style.down.fill);
  }
}

void LaneView::paintSharedScore(QPainter& painter, const LaneModel& lane, const QRectF& place) const
{
  const QColor color = Theme::current().colors().accent.line;
  for (const Column& column : columns(lane, place.width()))
    if (std::isfinite(column.high)) {
      const double height = std::max(1.0, std::round((place.height() - 4) * std::clamp(column.high, 0.0, 1.0)));
      painter.fillRect(QRectF(column.x, place.bottom() - 2 - height, 1 / devicePixelRatioF(), height), color);
    }
}

/// Long fills the lane, short its lower half, keep is a line: colour is not the only sign.
void LaneView::paintSides(QPainter& painter, const LaneModel& lane, const QRectF& place) const
{
  if (isNarrow()) {
    paintSharedSides(painter, lane, place);
    return;
  }
  for (const Run& run : runsOf(lane)) {
    const double left = std::round(xOf(static_cast<double>(run.begin)));
    const double width = std::max(1.0, std::round(xOf(static_cast<double>(run.end))) - left);
    QRectF band(left, place.top() + 2, width, place.height() - 4);
    if (std::isnan(run.value))
      band = QRectF(left, std::round(place.center().y()), width, 1);
    else if (run.value == 0)
      band.setTop(std::round(place.center().y()));
    painter.fillRect(band,
        std::isnan(run.value) ? m_style.flat.fill
            : run.value != 0  ? m_style.up.fill
                              : m_style.down.fill);
  }
}

void LaneView::paintScore(QPainter& painter, const LaneModel& lane, const QRectF& place) const
{
  if (isNarrow()) {
    paintSharedScore(painter, lane, place);
    return;
  }
  const QColor color = Theme::current().colors().accent.line;
  for (const Run& run : runsOf(lane)) {
    if (!std::isfinite(run.value))
      continue;
    const double left = std::round(xOf(static_cast<double>(run.begin)));
    const double height = std::max(1.0, std::round((place.height() - 4) * std::clamp(run.value, 0.0, 1.0)));
    painter.fillRect(QRectF(left, place.bottom() - 2 - height,
                         std::max(1.0, std::round(xOf(static_cast<double>(run.end))) - left), height),
        color);
  }
}

/// Neighbours differ in hue; the word stands where its band begins and has room for it.
void LaneView::paintWords(QPainter& painter, const LaneModel& lane, const QRectF& place) const
{
  const double right = place.right();
  painter.setFont(m_style.axisFont);
  const QFontMetrics metrics(m_style.axisFont);
  const double afterName = 16 + metrics.horizontalAdvance(lane.name);
  for (const Run& run : runsOf(lane)) {
    if (!(run.value >= 0) || run.value >= static_cast<double>(lane.words.size()))
      continue;
    const auto word = static_cast<std::size_t>(run.value);
    const double left = std::max(0.0, std::round(xOf(static_cast<double>(run.begin))));
    const double end = std::min(right, std::round(xOf(static_cast<double>(run.end))));
    const QRectF band(left, place.top() + 2, std::max(1.0, end - left), place.height() - 4);
    const QColor& hue = m_style.series[word % m_style.series.size()];
    painter.fillRect(band, m_style.ground(hue));
    painter.fillRect(QRectF(band.left(), band.top(), 2, band.height()), hue);
    QRectF text = band.adjusted(6, 0, -2, 0);
    text.setLeft(std::max(text.left(), afterName));
    if (text.width() < metrics.averageCharWidth() * 4)
      continue;
    painter.setPen(m_style.textPrimary);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(lane.words[word], Qt::ElideRight, static_cast<int>(text.width())));
  }
}

void LaneView::paintLine(QPainter& painter, const LaneModel& lane, const QRectF& place, int hue) const
{
  const auto [begin, end] = barsInSight();
  double low = std::nan(""), high = std::nan("");
  for (std::size_t i = begin; i < end; ++i) {
    low = std::fmin(low, lane.values[i]);
    high = std::fmax(high, lane.values[i]);
  }
  if (!std::isfinite(low) || !std::isfinite(high))
    return;
  const double range = high > low ? high - low : 1;
  const auto y = [&](double value) {
    return place.bottom() - kAir - (value - low) / range * (place.height() - 2 * kAir);
  };
  if (low < 0 && high > 0) {
    painter.setPen(m_style.gridStrong);
    painter.drawLine(QPointF(0, std::round(y(0)) + 0.5), QPointF(place.right(), std::round(y(0)) + 0.5));
  }
  const QColor color = m_style.series[static_cast<std::size_t>(hue) % m_style.series.size()];
  QPolygonF line;
  if (isNarrow()) {
    painter.setPen(QPen(color, 0));
    for (const Column& column : columns(lane, place.width())) {
      if (std::isfinite(column.low) && std::isfinite(column.high)) {
        line << QPointF(column.x, y(column.high)) << QPointF(column.x, y(column.low));
        continue;
      }
      painter.drawPolyline(line);
      line.clear();
    }
    painter.drawPolyline(line);
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 1.4));
  for (std::size_t i = begin; i <= end; ++i) {
    if (i < end && std::isfinite(lane.values[i])) {
      line.append({xOf(static_cast<double>(i) + 0.5), y(lane.values[i])});
      continue;
    }
    if (line.size() > 1)
      painter.drawPolyline(line);
    line.clear();
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void LaneView::paintName(QPainter& painter, std::size_t lane, const QRectF& place) const
{
  const LaneModel& model = m_lanes->lanes[lane];
  const QFontMetrics metrics(m_style.legendFont);
  painter.setFont(m_style.legendFont);
  const QString name = lane == 0 && !m_lanes->title.isEmpty() && model.name != m_lanes->title
      ? QString(m_lanes->title + QStringLiteral("  ") + model.name)
      : model.name;
  const QString shown = metrics.elidedText(name, Qt::ElideRight, static_cast<int>(place.width() * 0.6));
  const double top = model.kind == LaneModel::Kind::Line ? place.top() + 1 : place.center().y() - kWords / 2;
  const QRectF words(6, top, metrics.horizontalAdvance(shown) + 6, kWords);
  painter.fillRect(words, m_style.background);
  painter.setPen(m_style.textSecondary);
  painter.drawText(words, Qt::AlignCenter, shown);
}

void LaneView::paintValue(QPainter& painter, std::size_t lane, const QRectF& place) const
{
  if (const auto bar = shownBar()) {
    const QRectF gutter(place.right() + 6, place.top(), m_style.axisWidth - 8, place.height());
    painter.setFont(m_style.axisFont);
    painter.setPen(m_style.textPrimary);
    painter.drawText(gutter, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_style.axisFont)
            .elidedText(valueText(lane, *bar), Qt::ElideRight, static_cast<int>(gutter.width())));
  }
}

void LaneView::paintLanes(QPainter& painter) const
{
  painter.fillRect(rect(), m_style.background);
  int hue = 0;
  for (std::size_t i = 0; i < m_lanes->lanes.size(); ++i) {
    const LaneModel& lane = m_lanes->lanes[i];
    const QRectF place = laneRect(i);
    painter.setPen(m_style.gridStrong);
    painter.drawLine(QPointF(0, place.top() - 0.5), QPointF(width(), place.top() - 0.5));
    painter.setClipRect(place);
    if (lane.kind == LaneModel::Kind::Sides)
      paintSides(painter, lane, place);
    else if (lane.kind == LaneModel::Kind::Score)
      paintScore(painter, lane, place);
    else if (lane.kind == LaneModel::Kind::Words)
      paintWords(painter, lane, place);
    else
      paintLine(painter, lane, place, hue++);
    painter.setClipping(false);
    paintName(painter, i, place);
  }
  const double axis = width() - m_rightRoom + 0.5;
  painter.setPen(m_style.gridStrong);
  painter.drawLine(QPointF(axis, 0), QPointF(axis, height()));
}

void LaneView::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  if (!m_lanes) {
    painter.fillRect(rect(), m_style.background);
    return;
  }
  const QSize wanted = size() * devicePixelRatioF();
  if (m_picture.size() != wanted || m_picture.devicePixelRatio() != devicePixelRatioF()) {
    m_picture = QPixmap(wanted);
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    QPainter lanes(&m_picture);
    paintLanes(lanes);
  }
  painter.drawPixmap(0, 0, m_picture);
  for (std::size_t i = 0; i < m_lanes->lanes.size(); ++i)
    paintValue(painter, i, laneRect(i));
  const double axis = width() - m_rightRoom + 0.5;
  if (m_bar) {
    const double x = std::floor(xOf(static_cast<double>(*m_bar) + 0.5));
    painter.setPen(QPen(m_style.crosshair, 1, Qt::DashLine));
    if (x >= 0 && x < axis)
      painter.drawLine(QPointF(x, 0), QPointF(x, height()));
  }
}

ChartPaint LaneView::paintAs(const ChartStyle& style)
{
  if (!m_lanes || m_lanes->lanes.empty())
    return {};
  QPicture recorded;
  {
    const ChartStyle own = std::exchange(m_style, style);
    QPainter painter(&recorded);
    paintLanes(painter);
    for (std::size_t i = 0; i < m_lanes->lanes.size(); ++i)
      paintValue(painter, i, laneRect(i));
    m_style = own;
  }
  return [recorded](QPainter& painter, const ChartScene&) { painter.drawPicture(0, 0, recorded); };
}

void LaneView::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    speak();
    redraw();
  }
  QWidget::changeEvent(event);
}

}
