// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/icons.h"

#include "widgets/base/theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace zvt::widgets {

namespace {

/// The drawing's name and by how many degrees it is turned.
std::pair<QString, int> resolve(const QString& name)
{
  if (name == u"chevron-up")
    return {QStringLiteral("chevron-down"), 180};
  if (name == u"chevron-left")
    return {QStringLiteral("chevron-down"), 90};
  if (name == u"chevron-right")
    return {QStringLiteral("chevron-down"), 270};
  return {name, 0};
}

QByteArray svgOf(const QString& name, const QColor& color)
{
  const auto [drawing, turn] = resolve(name);
  QString body = Tokens::instance().icons.value(drawing);
  body.replace(QStringLiteral("currentColor"), color.name());
  return QStringLiteral(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\"><g fill=\"none\" stroke=\"%1\" "
      "stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" "
      "transform=\"rotate(%2 10 10)\">%3</g></svg>")
      .arg(color.name())
      .arg(turn)
      .arg(body)
      .toUtf8();
}

class TokenIconEngine : public QIconEngine {
public:
  TokenIconEngine(QString name, QColor color)
      : m_name(std::move(name))
      , m_color(color)
  {
  }

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
  {
    drawIcon(*painter, rect, m_name, colorFor(mode, state));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
  {
    return scaledPixmap(size, mode, state, 1);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
  {
    // QIcon asks in device pixels and sets the ratio on the answer itself.
    return iconPixmap(m_name, colorFor(mode, state), std::min(size.width(), size.height()), 1);
  }
  QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
  QIconEngine* clone() const override { return new TokenIconEngine(*this); }
  QString key() const override { return QStringLiteral("zvt-token"); }
  bool isNull() override { return false; }

private:
  [[nodiscard]] QColor colorFor(QIcon::Mode mode, QIcon::State state) const
  {
    const ThemeTokens& t = Theme::current().colors();
    if (mode == QIcon::Disabled)
      return t.text.disabled;
    if (m_color.isValid())
      return m_color;
    return state == QIcon::On || mode == QIcon::Selected ? t.text.primary : t.text.secondary;
  }

  QString m_name;
  QColor m_color;
};

}

void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color)
{
  QSvgRenderer renderer(svgOf(name, color));
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  renderer.render(&painter, rect);
  painter.restore();
}

QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio)
{
  const int device = static_cast<int>(std::ceil(size * devicePixelRatio));
  const QString key = QStringLiteral("zvt-icon/%1/%2/%3").arg(name, color.name()).arg(device);
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = QPixmap(device, device);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawIcon(painter, QRectF(0, 0, device, device), name, color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
  }
  pixmap.setDevicePixelRatio(devicePixelRatio);
  return pixmap;
}

QIcon icon(const QString& name)
{
  return icon(name, QColor());
}

QIcon icon(const QString& name, const QColor& color)
{
  if (!Tokens::instance().icons.contains(resolve(name).first))
    return {};
  return QIcon(new TokenIconEngine(name, color));
}

}
