// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/trade_layer.h"

#include <QLineF>
#include <QPolygonF>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kGap = 4; ///< between a bar and its triangle
constexpr double kHalf = 5; ///< of a triangle's side
constexpr double kHeight = 10;
constexpr double kText = 16; ///< of the line beside it
constexpr double kMerge = 12; ///< marks that are closer are one
constexpr double kReach = 5; ///< of the mouse around a line
constexpr std::size_t kTipLines = 8; ///< marks that a tip tells of

/// Of a cluster: the mark's own words, or how many there are.
QString textOf(const std::vector<TradeMark>& marks, const TradeCluster& cluster)
{
  if (cluster.first == cluster.last)
    return marks[cluster.first].text;
  return u'×' + QString::number(cluster.last - cluster.first + 1);
}

void paintSide(QPainter& painter, const ChartScene& scene, const TradeMarks& all, bool buy)
{
  const std::vector<TradeMark>& marks = all.of(buy);
  const ChartStyle& style = scene.style();
  const double down = buy ? 1 : -1;
  painter.setPen(QPen(style.textPrimary, 1));
  painter.setBrush(buy ? QBrush(style.textPrimary) : QBrush(style.background));
  const QFontMetricsF metrics(style.axisFont);
  double taken = -1e9; // right end of the text before
  for (const TradeCluster& cluster : clustersOf(scene, all, buy)) {
    const QPointF tip = cluster.tip;
    const double base = tip.y() + down * kHeight;
    painter.drawPolygon(QPolygonF({tip, {tip.x() - kHalf, base}, {tip.x() + kHalf, base}}));
    const QString text = textOf(marks, cluster);
    const double width = metrics.horizontalAdvance(text);
    if (text.isEmpty() || tip.x() - width / 2 < taken + 4)
      continue;
    taken = tip.x() + width / 2;
    painter.drawText(QRectF(tip.x() - width, buy ? base : base - kText, 2 * width, kText), Qt::AlignCenter, text);
  }
}

struct LinkLine {
  QPointF entry, exit;
};

LinkLine lineOf(const TradeLink& link, const ChartScene& scene)
{
  return {{scene.x(static_cast<double>(link.entryBar) + 0.5), scene.y(link.entryPrice)},
      {scene.x(static_cast<double>(link.exitBar) + 0.5), scene.y(link.exitPrice)}};
}

double distance(QPointF point, const LinkLine& line)
{
  const QPointF along = line.exit - line.entry;
  const double squared = QPointF::dotProduct(along, along);
  const double part = squared > 0 ? std::clamp(QPointF::dotProduct(point - line.entry, along) / squared, 0.0, 1.0) : 0;
  return QLineF(point, line.entry + part * along).length();
}

/// Draws links, and words where none stand yet.
class LinkPainter {
public:
  LinkPainter(QPainter& painter, const ChartScene& scene)
      : m_painter(painter)
      , m_scene(scene)
      , m_metrics(scene.style().axisFont)
  {
  }

  void paint(const TradeLink& link)
  {
    const ChartStyle& style = m_scene.style();
    const LinkLine line = lineOf(link, m_scene);
    if (!std::isfinite(line.entry.y()) || !std::isfinite(line.exit.y()) || isOver(line))
      return;
    const QColor& color = style.market(link.profit).fill;
    m_painter.setPen(QPen(color, 1.4, link.profit < 0 ? Qt::DotLine : Qt::DashLine));
    m_painter.drawLine(line.entry, line.exit);
    m_painter.setPen(QPen(color, 1.4));
    m_painter.setBrush(link.profit < 0 ? QBrush(style.background) : QBrush(color));
    m_painter.drawEllipse(line.exit, 2.5, 2.5);
    paintText(link, line);
  }

private:
  /// What would cover the line before says nothing new.
  bool isOver(const LinkLine& line)
  {
    const std::array<int, 4> place{
        qRound(line.entry.x()), qRound(line.entry.y()), qRound(line.exit.x()), qRound(line.exit.y())};
    return std::exchange(m_last, place) == place;
  }

  void paintText(const TradeLink& link, const LinkLine& line)
  {
    constexpr int kMostWords = 60;
    const double width = m_metrics.horizontalAdvance(link.text) + 8;
    if (link.text.isEmpty() || m_words.size() >= kMostWords || QLineF(line.entry, line.exit).length() < width)
      return;
    const QPointF middle = (line.entry + line.exit) / 2;
    const QRectF box(middle.x() - width / 2, middle.y() - 8, width, 16);
    if (std::any_of(m_words.begin(), m_words.end(), [&](const QRectF& other) { return other.intersects(box); }))
      return;
    m_words.push_back(box);
    m_painter.fillRect(box, m_scene.style().background);
    m_painter.setPen(m_scene.style().market(link.profit).text);
    m_painter.drawText(box, Qt::AlignCenter, link.text);
  }

  QPainter& m_painter;
  const ChartScene& m_scene;
  QFontMetricsF m_metrics;
  std::array<int, 4> m_last{-1, -1, -1, -1};
  std::vector<QRectF> m_words;
};

}

std::vector<TradeCluster> clustersOf(const ChartScene& scene, const TradeMarks& all, bool buy)
{
  const std::vector<TradeMark>& marks = all.of(buy);
  const auto [begin, end] = scene.inSight();
  const auto [first, last] = all.within(buy, begin, end);
  const PriceColumns prices = scene.model().prices(scene.look().style);
  const double barWidth = scene.x(1) - scene.x(0);
  // Places are counted from the first bar, not from the first one in sight: panning merges nothing else.
  const auto span = static_cast<std::size_t>(std::max(1.0, std::ceil(kMerge / barWidth)));
  std::vector<TradeCluster> clusters;
  for (std::size_t i = first; i < last;) {
    const std::size_t bar = marks[i].bar;
    const std::size_t place = bar - bar % span;
    const std::size_t next = all.within(buy, bar, std::min(place + span, end)).second;
    const std::size_t lastBar = marks[next - 1].bar;
    const double extreme = buy ? prices.lows.range(prices.low, bar, lastBar + 1).minimum
                               : prices.highs.range(prices.high, bar, lastBar + 1).maximum;
    const double middle = (static_cast<double>(bar) + static_cast<double>(lastBar)) / 2 + 0.5;
    if (std::isfinite(extreme))
      clusters.push_back({i, next - 1, {scene.x(middle), scene.y(extreme) + (buy ? kGap : -kGap)}});
    i = next;
  }
  return clusters;
}

TradeMarkLayer::TradeMarkLayer(Pick pick, QObject* parent)
    : ChartLayer(Depth::Picture, parent)
    , m_pick(pick)
{
}

void TradeMarkLayer::setShown(bool shown)
{
  if (std::exchange(m_shown, shown) != shown)
    Q_EMIT changed();
}

ChartPaint TradeMarkLayer::paint() const
{
  if (!m_shown)
    return {};
  return [pick = m_pick](QPainter& painter, const ChartScene& scene) {
    const TradeMarks& marks = pick(scene.model());
    if (marks.empty())
      return;
    painter.setClipRect(scene.pane(0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(scene.style().axisFont);
    paintSide(painter, scene, marks, true);
    paintSide(painter, scene, marks, false);
  };
}

double TradeMarkLayer::markRoom(const ChartModel& model, std::size_t begin, std::size_t end) const
{
  const TradeMarks& marks = m_pick(model);
  const auto isSeen = [&](bool buy) {
    const auto [first, last] = marks.within(buy, begin, end);
    return first < last;
  };
  return m_shown && (isSeen(true) || isSeen(false)) ? kGap + kHeight + (marks.hasText() ? kText : 0) : 0;
}

std::vector<TradeMark> TradeMarkLayer::marksAt(QPointF position, const ChartScene& scene) const
{
  const TradeMarks& all = m_pick(scene.model());
  if (!m_shown || all.empty() || !scene.pane(0).contains(position))
    return {};
  for (const bool buy : {true, false})
    for (const TradeCluster& cluster : clustersOf(scene, all, buy)) {
      const QRectF box(
          cluster.tip.x() - kHalf - 2, buy ? cluster.tip.y() : cluster.tip.y() - kHeight, 2 * kHalf + 4, kHeight);
      if (!box.adjusted(0, -2, 0, 2).contains(position))
        continue;
      const auto first = all.of(buy).begin() + static_cast<std::ptrdiff_t>(cluster.first);
      return {first, first + static_cast<std::ptrdiff_t>(cluster.last - cluster.first + 1)};
    }
  return {};
}

QString TradeMarkLayer::tipAt(QPointF position, const ChartScene& scene) const
{
  const std::vector<TradeMark> marks = marksAt(position, scene);
  QStringList lines;
  for (std::size_t i = 0; i < std::min(marks.size(), kTipLines); ++i)
    if (!marks[i].tip.isEmpty())
      lines << marks[i].tip;
  if (marks.size() > kTipLines && !lines.isEmpty())
    lines << QStringLiteral("… ×%1").arg(marks.size());
  return lines.join(u'\n');
}

bool TradeMarkLayer::doubleClick(const ChartPointer& pointer, const ChartScene& scene)
{
  const std::vector<TradeMark> marks = m_fillMenu ? marksAt(pointer.position, scene) : std::vector<TradeMark>();
  if (marks.empty())
    return false;
  Q_EMIT chosen(marks.front().id);
  return true;
}

bool TradeMarkLayer::fillMenu(QMenu& menu, QPointF position, const ChartScene& scene)
{
  const std::vector<TradeMark> marks = m_fillMenu ? marksAt(position, scene) : std::vector<TradeMark>();
  if (marks.empty())
    return false;
  m_fillMenu(menu, marks);
  return true;
}

std::optional<Qt::CursorShape> TradeMarkLayer::hover(const ChartPointer& pointer, const ChartScene& scene)
{
  const QString tip = tipAt(pointer.position, scene);
  if (tip.isEmpty())
    return {};
  QToolTip::showText(pointer.globalPosition, tip);
  return Qt::PointingHandCursor;
}

TradeLinkLayer::TradeLinkLayer(QObject* parent)
    : ChartLayer(Depth::Picture, parent)
{
}

void TradeLinkLayer::setShown(bool shown)
{
  if (std::exchange(m_shown, shown) != shown)
    Q_EMIT changed();
}

ChartPaint TradeLinkLayer::paint() const
{
  if (!m_shown)
    return {};
  return [](QPainter& painter, const ChartScene& scene) {
    const TradeSet& trades = scene.model().trades;
    if (trades.links().empty())
      return;
    painter.setClipRect(scene.pane(0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(scene.style().axisFont);
    const auto [begin, end] = scene.inSight();
    LinkPainter links(painter, scene);
    trades.forLinks(begin, end, [&](const TradeLink& link) { links.paint(link); });
  };
}

QString TradeLinkLayer::tipAt(QPointF position, const ChartScene& scene) const
{
  if (!m_shown || !scene.pane(0).contains(position))
    return {};
  const auto [begin, end] = scene.inSight();
  double nearest = kReach;
  QString tip;
  scene.model().trades.forLinks(begin, end, [&](const TradeLink& link) {
    const double away = distance(position, lineOf(link, scene));
    if (away < nearest) {
      nearest = away;
      tip = link.tip;
    }
  });
  return tip;
}

std::optional<Qt::CursorShape> TradeLinkLayer::hover(const ChartPointer& pointer, const ChartScene& scene)
{
  const QString tip = tipAt(pointer.position, scene);
  if (tip.isEmpty())
    return {};
  QToolTip::showText(pointer.globalPosition, tip);
  return Qt::PointingHandCursor;
}

}
