// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/volume_profile.h"

#include "widgets/base/tr.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLowestPane = 48; ///< a lower one has been collapsed
constexpr double kInside = 0.42, kOutside = 0.18; ///< strength of rows in and out of the value area
constexpr double kCaption = 18;
constexpr double kBelow = 32; ///< room for the badge of the data

QColor mixed(const QColor& hue, const QColor& ground, double share)
{
  const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(a * share + b * (1 - share))); };
  return {channel(hue.red(), ground.red()), channel(hue.green(), ground.green()), channel(hue.blue(), ground.blue())};
}

/// Where the rows of a profile begin and which way they grow.
struct Place {
  double from = 0;
  double width = 0; ///< of the longest row
  double sign = 1;
};

Place placeOf(const ShownProfile& shown, const ChartScene& scene)
{
  const QRectF pane = scene.pane(0);
  if (shown.bars) {
    const double left = scene.x(static_cast<double>(shown.bars->first));
    const double right = scene.x(static_cast<double>(shown.bars->second));
    return {left, right - left, 1};
  }
  const double width = pane.width() * VolumeProfileLayer::kWidth;
  return shown.atLeft ? Place{pane.left(), width, 1} : Place{pane.right(), width, -1};
}

class Painting {
public:
  Painting(QPainter& painter, const ChartScene& scene, const ShownProfile& shown)
      : m_painter(painter)
      , m_scene(scene)
      , m_shown(shown)
      , m_place(placeOf(shown, scene))
  {
  }

  void paint()
  {
    const market::VolumeProfile& profile = m_shown.profile;
    m_painter.setClipRect(m_scene.pane(0));
    const double most = profile.volume(profile.pointOfControl);
    for (std::size_t row = 0; row < profile.rows() && most > 0; ++row)
      paintRow(row, most);
    paintPointOfControl();
    paintCaption();
  }

private:
  void paintRow(std::size_t row, double most)
  {
    const market::VolumeProfile& profile = m_shown.profile;
    const ChartStyle& style = m_scene.style();
    const double top = std::round(m_scene.y(profile.price(row + 1))),
                 bottom = std::round(m_scene.y(profile.price(row)));
    const double height = std::max(1.0, bottom - top - (bottom - top > 2 ? 1 : 0)); // a gap between rows
    const double strength = row >= profile.valueBegin && row < profile.valueEnd ? kInside : kOutside;
    const double up = m_place.width * profile.up[row] / most, down = m_place.width * profile.down[row] / most;
    fill(0, up, top, height, mixed(style.up.fill, style.background, strength));
    fill(up, down, top, height, mixed(style.down.fill, style.background, strength));
  }

  void fill(double from, double length, double top, double height, const QColor& color)
  {
    const double a = m_place.from + m_place.sign * from, b = m_place.from + m_place.sign * (from + length);
    m_painter.fillRect(QRectF(std::min(a, b), top, std::abs(b - a), height), color);
  }

  void paintPointOfControl()
  {
    const QRectF pane = m_scene.pane(0);
    const double y = std::round(m_scene.y(m_shown.profile.pointOfControlPrice())) + 0.5;
    m_painter.setPen(QPen(m_scene.style().series[1], 1));
    if (m_shown.bars)
      m_painter.drawLine(QPointF(m_place.from, y), QPointF(m_place.from + m_place.width, y));
    else
      m_painter.drawLine(QPointF(pane.left(), y), QPointF(pane.right(), y));
  }

  void paintCaption()
  {
    const market::VolumeProfile& profile = m_shown.profile;
    const ChartStyle& style = m_scene.style();
    const QRectF pane = m_scene.pane(0);
    const auto price = [this](double value) { return m_scene.priceText(value); };
    const QString text = Tr::tr("Volume by price, %1   POC %2   VA %3 – %4", "point of control, value area")
                             .arg(m_shown.caption, price(profile.pointOfControlPrice()),
                                 price(profile.price(profile.valueBegin)), price(profile.price(profile.valueEnd)));
    const double width = QFontMetricsF(style.axisFont).horizontalAdvance(text) + 8;
    const bool atLeft = m_shown.bars || m_shown.atLeft;
    const double left = m_shown.bars
        ? std::clamp(m_place.from, pane.left(), std::max(pane.left(), pane.right() - width))
        : atLeft ? pane.left()
                 : pane.right() - width;
    const QRectF box(left, pane.bottom() - kCaption - kBelow, width, kCaption);
    m_painter.setFont(style.axisFont);
    m_painter.fillRect(box, style.background);
    m_painter.setPen(style.textSecondary);
    m_painter.drawText(box, Qt::AlignCenter, text);
  }

  QPainter& m_painter;
  const ChartScene& m_scene;
  const ShownProfile& m_shown;
  Place m_place;
};

}

VolumeProfileLayer::VolumeProfileLayer(QObject* parent)
    : ChartLayer(Depth::Ground, parent)
{
}

void VolumeProfileLayer::setProfile(std::shared_ptr<const ShownProfile> shown)
{
  if (!shown && !m_shown)
    return;
  m_shown = std::move(shown);
  Q_EMIT changed();
}

ChartPaint VolumeProfileLayer::paint() const
{
  if (!m_shown || m_shown->profile.isEmpty())
    return {};
  return [shown = m_shown](QPainter& painter, const ChartScene& scene) {
    if (scene.pane(0).height() >= kLowestPane)
      Painting(painter, scene, *shown).paint();
  };
}

}
