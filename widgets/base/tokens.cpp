// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/tokens.h"

#include "look_resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace zvt::widgets {

namespace {

/// Flattens a theme to dotted names and hands out the colours by them.
class ColorReader {
public:
  ColorReader(const QJsonObject& theme, QHash<QString, QColor>& all, QString* problem)
      : m_all(all)
      , m_problem(problem)
  {
    flatten(theme, {});
  }

  void operator()(QColor& color, const QString& path) const
  {
    color = m_all.value(path);
    if (!color.isValid() && m_problem && m_problem->isEmpty())
      *m_problem = path;
  }
  void read(MarketColors& market, const QString& path) const
  {
    (*this)(market.text, path + QStringLiteral(".text"));
    (*this)(market.fill, path + QStringLiteral(".fill"));
    (*this)(market.button, path + QStringLiteral(".button"));
    (*this)(market.onButton, path + QStringLiteral(".onButton"));
    (*this)(market.tint, path + QStringLiteral(".tint"));
    readList(market.heat, path + QStringLiteral(".heat"));
  }
  void read(StateColors& state, const QString& path) const
  {
    (*this)(state.text, path + QStringLiteral(".text"));
    (*this)(state.tint, path + QStringLiteral(".tint"));
    (*this)(state.line, path + QStringLiteral(".line"));
  }
  void read(ModeColors& mode, const QString& path) const
  {
    (*this)(mode.line, path + QStringLiteral(".line"));
    (*this)(mode.text, path + QStringLiteral(".text"));
    (*this)(mode.fill, path + QStringLiteral(".fill"));
    (*this)(mode.onFill, path + QStringLiteral(".onFill"));
    (*this)(mode.tint, path + QStringLiteral(".tint"));
  }
  template <std::size_t N> void readList(std::array<QColor, N>& colors, const QString& path) const
  {
    for (std::size_t i = 0; i < N; ++i)
      (*this)(colors[i], path + u'.' + QString::number(i));
  }

private:
  void flatten(const QJsonValue& value, const QString& path)
  {
    if (value.isString())
      m_all.insert(path, QColor(value.toString()));
    const QString prefix = path.isEmpty() ? QString() : QString(path + u'.');
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
      flatten(it.value(), prefix + it.key());
    const QJsonArray array = value.toArray();
    for (int i = 0; i < array.size(); ++i)
      flatten(array.at(i), prefix + QString::number(i));
  }

  QHash<QString, QColor>& m_all;
  QString* m_problem;
};

void readSurfaces(ThemeTokens& t, const ColorReader& read)
{
  read(t.surface.window, QStringLiteral("surface.window"));
  read(t.surface.panel, QStringLiteral("surface.panel"));
  read(t.surface.bar, QStringLiteral("surface.bar"));
  read(t.surface.control, QStringLiteral("surface.control"));
  read(t.surface.hover, QStringLiteral("surface.hover"));
  read(t.surface.pressed, QStringLiteral("surface.pressed"));
  read(t.surface.field, QStringLiteral("surface.field"));
  read(t.surface.menu, QStringLiteral("surface.menu"));
  read(t.surface.rowHover, QStringLiteral("surface.rowHover"));
  read(t.surface.selection, QStringLiteral("surface.selection"));
  read(t.surface.selectionInactive, QStringLiteral("surface.selectionInactive"));
  read(t.line.hair, QStringLiteral("line.hair"));
  read(t.line.panel, QStringLiteral("line.panel"));
  read(t.line.control, QStringLiteral("line.control"));
}

void readText(ThemeTokens& t, const ColorReader& read)
{
  read(t.text.primary, QStringLiteral("text.primary"));
  read(t.text.secondary, QStringLiteral("text.secondary"));
  read(t.text.muted, QStringLiteral("text.muted"));
  read(t.text.disabled, QStringLiteral("text.disabled"));
  read(t.accent.fill, QStringLiteral("accent.fill"));
  read(t.accent.fillHover, QStringLiteral("accent.fillHover"));
  read(t.accent.fillPressed, QStringLiteral("accent.fillPressed"));
  read(t.accent.onFill, QStringLiteral("accent.onFill"));
  read(t.accent.text, QStringLiteral("accent.text"));
  read(t.accent.line, QStringLiteral("accent.line"));
  read(t.accent.tint, QStringLiteral("accent.tint"));
  read(t.focusRing, QStringLiteral("focus.ring"));
  read(t.skeleton, QStringLiteral("skeleton"));
}

void readMeanings(ThemeTokens& t, const ColorReader& read)
{
  read.read(t.state.warning, QStringLiteral("state.warning"));
  read.read(t.state.error, QStringLiteral("state.error"));
  read.read(t.state.info, QStringLiteral("state.info"));
  read.read(t.state.ok, QStringLiteral("state.ok"));
  read.read(t.state.stale, QStringLiteral("state.stale"));
  read.read(t.mode.paper, QStringLiteral("mode.paper"));
  read.read(t.mode.live, QStringLiteral("mode.live"));
  read.read(t.market.red, QStringLiteral("market.red"));
  read.read(t.market.green, QStringLiteral("market.green"));
  read.read(t.market.orange, QStringLiteral("market.orange"));
  read.read(t.market.blue, QStringLiteral("market.blue"));
  read.read(t.market.flat, QStringLiteral("market.flat"));
  for (std::size_t i = 0; i < t.link.size(); ++i)
    read(t.link[i], QStringLiteral("link.") + QChar(u'A' + static_cast<int>(i)));
  read(t.onLink, QStringLiteral("onLink"));
  for (const char* name : {"universe", "series", "panel", "bool", "ranking", "weights", "orders"})
    read(t.port[QString::fromLatin1(name)], QStringLiteral("port.") + QLatin1String(name));
}

void readChart(ThemeTokens& t, const ColorReader& read)
{
  read(t.chart.background, QStringLiteral("chart.background"));
  read(t.chart.grid, QStringLiteral("chart.grid"));
  read(t.chart.gridStrong, QStringLiteral("chart.gridStrong"));
  read(t.chart.axisText, QStringLiteral("chart.axisText"));
  read(t.chart.crosshair, QStringLiteral("chart.crosshair"));
  read(t.chart.labelBackground, QStringLiteral("chart.labelBackground"));
  read(t.chart.labelText, QStringLiteral("chart.labelText"));
  read(t.chart.auctionShade, QStringLiteral("chart.auctionShade"));
  read(t.chart.gapHatch, QStringLiteral("chart.gapHatch"));
  read(t.chart.limitBand, QStringLiteral("chart.limitBand"));
  read.readList(t.series, QStringLiteral("series"));
  read(t.ma.ma5, QStringLiteral("ma.ma5"));
  read(t.ma.ma10, QStringLiteral("ma.ma10"));
  read(t.ma.ma20, QStringLiteral("ma.ma20"));
  read(t.ma.ma60, QStringLiteral("ma.ma60"));
  read(t.ma.ma120, QStringLiteral("ma.ma120"));
  read(t.ma.ma250, QStringLiteral("ma.ma250"));
  read.readList(t.coverage.complete, QStringLiteral("coverage.complete"));
  read(t.coverage.partial, QStringLiteral("coverage.partial"));
  read(t.coverage.failed, QStringLiteral("coverage.failed"));
  read(t.coverage.never, QStringLiteral("coverage.never"));
  read(t.coverage.empty, QStringLiteral("coverage.empty"));
  read(t.coverage.closed, QStringLiteral("coverage.closed"));
}

void readTheme(ThemeTokens& theme, const QJsonObject& json, QString* problem)
{
  const ColorReader read(json, theme.all, problem);
  readSurfaces(theme, read);
  readText(theme, read);
  readMeanings(theme, read);
  readChart(theme, read);
  const QJsonObject roles = json.value(u"palette").toObject();
  for (auto it = roles.begin(); it != roles.end(); ++it)
    theme.palette.insert(it.key(), QColor(it.value().toString()));
}

void readMetrics(Metrics& m, const QJsonObject& root, QString* problem)
{
  const QJsonObject metric = root.value(u"metric").toObject();
  const QJsonObject space = root.value(u"space").toObject();
  const auto number = [&](int& value, const QJsonObject& object, const char* key) {
    value = object.value(QLatin1String(key)).toInt(-1);
    if (value < 0 && problem && problem->isEmpty())
      *problem = QString::fromLatin1(key);
  };
#define ZVT_METRIC(name) number(m.name, metric, #name)
  ZVT_METRIC(controlCompact);
  ZVT_METRIC(control);
  ZVT_METRIC(controlLarge);
  ZVT_METRIC(rowCompact);
  ZVT_METRIC(row);
  ZVT_METRIC(header);
  ZVT_METRIC(menuRow);
  ZVT_METRIC(panelTitle);
  ZVT_METRIC(toolBar);
  ZVT_METRIC(statusBar);
  ZVT_METRIC(tab);
  ZVT_METRIC(menuItem);
  ZVT_METRIC(iconSmall);
  ZVT_METRIC(icon);
  ZVT_METRIC(checkBox);
  ZVT_METRIC(scrollBar);
  ZVT_METRIC(splitter);
  ZVT_METRIC(radius);
  ZVT_METRIC(border);
  ZVT_METRIC(focusRing);
  ZVT_METRIC(focusGap);
  ZVT_METRIC(modeStrip);
  ZVT_METRIC(modeFrame);
  ZVT_METRIC(selectionBar);
  ZVT_METRIC(tabBar);
  ZVT_METRIC(linkChip);
  ZVT_METRIC(minTarget);
  ZVT_METRIC(axisWidth);
  ZVT_METRIC(timeAxis);
  ZVT_METRIC(nodeWidth);
  ZVT_METRIC(nodeTitle);
  ZVT_METRIC(nodeRow);
  ZVT_METRIC(portDot);
  ZVT_METRIC(canvasGrid);
#undef ZVT_METRIC
  number(m.dialogMargin, space, "dialogMargin");
  number(m.panelMargin, space, "panelMargin");
  number(m.formRowGap, space, "formRowGap");
  number(m.labelGap, space, "labelGap");
}

QStringList stringList(const QJsonValue& value)
{
  QStringList list;
  const QJsonArray array = value.toArray();
  for (const QJsonValue& item : array)
    list.append(item.toString());
  return list;
}

void readFonts(FontTokens& font, const QJsonObject& json)
{
  const QJsonObject families = json.value(u"family").toObject();
  for (auto platform = families.begin(); platform != families.end(); ++platform) {
    const QJsonObject languages = platform.value().toObject();
    for (auto language = languages.begin(); language != languages.end(); ++language)
      font.families.insert(platform.key() + u'/' + language.key(), stringList(language.value()));
  }
  const QJsonObject mono = json.value(u"mono").toObject();
  for (auto platform = mono.begin(); platform != mono.end(); ++platform)
    font.mono.insert(platform.key(), stringList(platform.value()));
  const QJsonObject size = json.value(u"size").toObject();
  font.caption = size.value(u"caption").toInt(font.caption);
  font.body = size.value(u"body").toInt(font.body);
  font.heading = size.value(u"heading").toInt(font.heading);
  font.title = size.value(u"title").toInt(font.title);
  font.figure = size.value(u"figure").toInt(font.figure);
}

}

QString toString(ThemeId id)
{
  switch (id) {
  case ThemeId::Light:
    return QStringLiteral("light");
  case ThemeId::HighContrast:
    return QStringLiteral("highContrast");
  case ThemeId::Dark:
    break;
  }
  return QStringLiteral("dark");
}

ThemeId themeFromString(const QString& text)
{
  for (const ThemeId id : kThemeIds)
    if (toString(id) == text)
      return id;
  return ThemeId::Dark;
}

Tokens Tokens::fromJson(const QByteArray& json, QString* problem)
{
  Tokens tokens;
  QJsonParseError error;
  const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
  if (error.error != QJsonParseError::NoError && problem)
    *problem = error.errorString();
  for (const ThemeId id : kThemeIds)
    readTheme(tokens.themes[static_cast<std::size_t>(id)],
        root.value(u"themes").toObject().value(toString(id)).toObject(), problem);
  readMetrics(tokens.metrics, root, problem);
  readFonts(tokens.font, root.value(u"font").toObject());
  const QJsonObject icons = root.value(u"icons").toObject().value(u"paths").toObject();
  for (auto it = icons.begin(); it != icons.end(); ++it)
    tokens.icons.insert(it.key(), it.value().toString());
  tokens.cellFlashMs = root.value(u"motion").toObject().value(u"cellFlash").toInt(tokens.cellFlashMs);
  return tokens;
}

const Tokens& Tokens::instance()
{
  static const Tokens tokens = [] {
    QString problem;
    const std::string_view json = resources::look().front().content;
    Tokens read = fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())), &problem);
    if (!problem.isEmpty())
      qFatal("resources/look/tokens.json: %s", qUtf8Printable(problem));
    return read;
  }();
  return tokens;
}

}
