// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/output_styles.h"

#include "ui/factor/output_colors.h"
#include "ui/factor/output_home.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>

namespace zvt::ui {

namespace {

using Drawn = OutputStyle::Drawn;

QComboBox* combo(const QString& objectName, const QString& accessibleName, QWidget* parent)
{
  auto* box = new QComboBox(parent);
  box->setObjectName(objectName);
  box->setAccessibleName(accessibleName);
  box->setToolTip(accessibleName);
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return box;
}

void choose(QComboBox* box, const QVariant& value)
{
  box->setCurrentIndex(std::max(0, box->findData(value)));
}

void fillDrawn(QComboBox* box)
{
  const auto add = [box](const QString& text, Drawn drawn) { box->addItem(text, static_cast<int>(drawn)); };
  add(Tr::tr("As usual", "style of a line"), Drawn::Auto);
  add(Tr::tr("Line", "style of a line"), Drawn::Line);
  add(Tr::tr("Dashes", "style of a line"), Drawn::Dashes);
  add(Tr::tr("Dots", "style of a line"), Drawn::Dots);
  add(Tr::tr("Points", "style of a line"), Drawn::Points);
  add(Tr::tr("Circles", "style of a line"), Drawn::Circles);
  add(Tr::tr("Crosses", "style of a line"), Drawn::Crosses);
  add(Tr::tr("Sticks", "style of a line"), Drawn::Sticks);
  add(Tr::tr("Columns", "style of a line"), Drawn::Columns);
}

void fillColors(QComboBox* box)
{
  box->addItem(Tr::tr("As usual", "a colour"), QString());
  for (const char* name : outputColors())
    box->addItem(swatchOf(outputColor(name)), titleOfColor(name), QString::fromLatin1(name));
}

void fillWidths(QComboBox* box)
{
  box->addItem(Tr::tr("As usual", "width of a line"), 0);
  for (int width = 1; width <= kMostWidth; ++width)
    box->addItem(Tr::tr("%1 px").arg(width), width);
}

}

OutputStyles::OutputStyles(
    const factor::Formula& formula, const std::map<std::string, OutputStyle>& styles, QWidget* parent)
    : QWidget(parent)
    , m_before(styles)
{
  setObjectName(QStringLiteral("outputStyles"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(0, 1);
  const QStringList heads{Tr::tr("Colour", "of a line"), Tr::tr("Style", "of a line"), Tr::tr("Width", "of a line")};
  for (int column = 0; column < heads.size(); ++column) {
    auto* head = new widgets::TextLabel(heads[column], this);
    head->setTone(widgets::TextTone::Muted)->setRole(static_cast<int>(widgets::FontRole::Caption));
    grid->addWidget(head, 0, column + 1);
  }
  for (std::size_t i = 0; i < formula.outputs().size(); ++i) {
    const factor::CompiledOutput& output = formula.outputs()[i];
    const auto known = styles.find(output.name);
    if (output.hints.isDrawn)
      addLine(output, known == styles.end() ? OutputStyle() : known->second);
    i += hasSecond(output) ? 1 : 0;
  }
}

void OutputStyles::addLine(const factor::CompiledOutput& output, const OutputStyle& style)
{
  const auto number = m_lines.size();
  const QString name = QString::fromStdString(output.name).toUpper();
  const auto objectName = [number](const char* what) {
    return QStringLiteral("output%1%2").arg(number).arg(QLatin1String(what));
  };
  Line line{output.name, new QCheckBox(name, this),
      combo(objectName("ColorCombo"), Tr::tr("Colour of %1").arg(name), this),
      combo(objectName("DrawnCombo"), Tr::tr("Style of %1").arg(name), this),
      combo(objectName("WidthCombo"), Tr::tr("Width of %1").arg(name), this)};
  line.visible->setObjectName(objectName("Check"));
  line.visible->setToolTip(Tr::tr("Draw %1").arg(name));
  line.visible->setChecked(style.visible);
  fillColors(line.color);
  choose(line.color, QString::fromStdString(style.color));
  fillDrawn(line.drawn);
  choose(line.drawn, static_cast<int>(style.drawn));
  fillWidths(line.width);
  choose(line.width, style.width);
  line.drawn->setEnabled(!isDrawing(output)); // an icon or a text is what it is
  line.width->setEnabled(!isDrawing(output));
  auto* grid = static_cast<QGridLayout*>(layout());
  const auto row = static_cast<int>(number) + 1;
  grid->addWidget(line.visible, row, 0);
  grid->addWidget(line.color, row, 1);
  grid->addWidget(line.drawn, row, 2);
  grid->addWidget(line.width, row, 3);
  connect(line.visible, &QCheckBox::toggled, this, &OutputStyles::edited);
  for (QComboBox* box : {line.color, line.drawn, line.width})
    connect(box, &QComboBox::activated, this, &OutputStyles::edited);
  m_lines.push_back(std::move(line));
}

std::map<std::string, OutputStyle> OutputStyles::styles() const
{
  std::map<std::string, OutputStyle> styles = m_before;
  for (const Line& line : m_lines) {
    OutputStyle style{static_cast<Drawn>(line.drawn->currentData().toInt()),
        line.color->currentData().toString().toStdString(), line.width->currentData().toInt(),
        line.visible->isChecked()};
    if (style == OutputStyle())
      styles.erase(line.output);
    else
      styles[line.output] = std::move(style);
  }
  return styles;
}

}
