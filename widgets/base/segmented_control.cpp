// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/segmented_control.h"

#include "widgets/base/flat_paint.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace zvt::widgets {

namespace {

class Segment : public QAbstractButton {
public:
  explicit Segment(QWidget* parent)
      : QAbstractButton(parent)
  {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
  }
  QSize sizeHint() const override
  {
    const int iconWidth = icon().isNull() ? 0 : iconSize().width() + 6;
    const int height = property("controlSize").toString() == u"compact" ? Theme::current().metrics().controlCompact
                                                                        : Theme::current().metrics().control;
    return {fontMetrics().horizontalAdvance(text()) + iconWidth + 24, height};
  }
  QSize minimumSizeHint() const override { return {fontMetrics().horizontalAdvance(text()) + 12, sizeHint().height()}; }

protected:
  void paintEvent(QPaintEvent*) override
  {
    const ThemeTokens& t = Theme::current().colors();
    QPainter painter(this);
    const bool isBoxed = !parentWidget()->property("flat").toBool();
    const bool isPlain = !isChecked() && !isDown() && !(underMouse() && isEnabled());
    const QColor ground = isChecked() ? t.surface.selection
        : isDown()                    ? t.surface.pressed
        : isPlain                     ? t.surface.control
                                      : t.surface.hover;
    if (isBoxed || !isPlain)
      painter.fillRect(rect(), isEnabled() ? ground : t.surface.panel);
    if (isBoxed)
      drawBox(painter);
    if (isChecked())
      painter.fillRect(QRect(0, height() - 2, width(), 2), isEnabled() ? t.accent.line : t.text.disabled);
    const int iconWidth = icon().isNull() ? 0 : iconSize().width() + 6;
    // One pixel more than the rounded advance, or eliding cuts texts that fit.
    const int wanted = fontMetrics().horizontalAdvance(text()) + 1;
    const int textWidth = std::min(wanted, width() - iconWidth - 4);
    const QString shown = textWidth < wanted ? fontMetrics().elidedText(text(), Qt::ElideRight, textWidth) : text();
    int x = (width() - iconWidth - textWidth) / 2;
    if (iconWidth) {
      icon().paint(&painter, QRect(QPoint(x, (height() - iconSize().height()) / 2), iconSize()), Qt::AlignCenter,
          isEnabled() ? QIcon::Normal : QIcon::Disabled, isChecked() ? QIcon::On : QIcon::Off);
      x += iconWidth;
    }
    painter.setPen(isEnabled() ? t.text.primary : t.text.disabled);
    painter.drawText(QRect(x, 0, textWidth, height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
      flat::focusRing(painter, rect());
  }

private:
  void drawBox(QPainter& painter) const
  {
    const ThemeTokens& t = Theme::current().colors();
    const QColor line = isEnabled() ? t.line.control : t.line.panel;
    painter.fillRect(QRect(0, 0, width(), 1), line);
    painter.fillRect(QRect(0, height() - 1, width(), 1), line);
    painter.fillRect(QRect(0, 0, 1, height()), line);
    if (property("last").toBool())
      painter.fillRect(QRect(width() - 1, 0, 1, height()), line);
  }
};

}

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent)
{
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&m_group, &QButtonGroup::idClicked, this, [this](int id) {
    if (m_list)
      m_list->setCurrentIndex(id);
    Q_EMIT chosen(m_values.at(id));
  });
}

void SegmentedControl::addSegment(const QString& value, const QString& text, const QIcon& icon, const QString& toolTip)
{
  if (QAbstractButton* last = m_group.button(static_cast<int>(m_values.size()) - 1))
    last->setProperty("last", false);
  auto* segment = new Segment(this);
  segment->setText(text);
  segment->setAccessibleName(text);
  segment->setIcon(icon);
  segment->setToolTip(toolTip);
  segment->setProperty("last", true);
  segment->setProperty("controlSize", property("controlSize"));
  segment->setObjectName(value + QStringLiteral("Segment"));
  // A new widget is the last that Tab comes to in the whole window; segments have the place of their control, which
  // takes part in the order only while it takes focus.
  setFocusPolicy(Qt::TabFocus);
  QWidget* before = m_group.button(static_cast<int>(m_values.size()) - 1);
  setTabOrder(before ? before : this, segment);
  setFocusPolicy(Qt::NoFocus);
  m_group.addButton(segment, static_cast<int>(m_values.size()));
  m_values.append(value);
  layout()->addWidget(segment);
  if (m_uniform)
    static_cast<QHBoxLayout*>(layout())->setStretchFactor(segment, 1);
  if (m_list)
    m_list->addItem(text, value);
  fold();
}

void SegmentedControl::setSegmentText(const QString& value, const QString& text)
{
  if (QAbstractButton* button = m_group.button(static_cast<int>(m_values.indexOf(value)))) {
    button->setText(text);
    button->setAccessibleName(text);
    button->updateGeometry();
    if (m_list)
      m_list->setItemText(static_cast<int>(m_values.indexOf(value)), text);
    fold();
  }
}

void SegmentedControl::setFolding()
{
  m_list = new QComboBox(this);
  m_list->setObjectName(QStringLiteral("segmentList"));
  m_list->hide();
  layout()->addWidget(m_list);
  connect(m_list, &QComboBox::activated, this, [this](int index) {
    setValue(m_values.value(index));
    Q_EMIT chosen(m_values.value(index));
  });
}

QSize SegmentedControl::sizeHint() const
{
  const QSize usual = QWidget::sizeHint();
  if (!m_list)
    return usual;
  int all = 0, widest = 0;
  const QList<QAbstractButton*> buttons = m_group.buttons();
  for (const QAbstractButton* button : buttons) {
    all += button->sizeHint().width();
    widest = std::max(widest, button->sizeHint().width());
  }
  return {std::max(usual.width(), m_uniform ? widest * static_cast<int>(buttons.size()) : all), usual.height()};
}

QSize SegmentedControl::minimumSizeHint() const
{
  const QSize usual = QWidget::minimumSizeHint();
  return m_list ? QSize(std::min(usual.width(), m_list->minimumSizeHint().width()), usual.height()) : usual;
}

int SegmentedControl::neededWidth() const
{
  int width = 0;
  const QList<QAbstractButton*> buttons = m_group.buttons();
  for (const QAbstractButton* button : buttons)
    width += button->minimumSizeHint().width();
  return width;
}

void SegmentedControl::fold()
{
  if (!m_list)
    return;
  m_list->setAccessibleName(accessibleName());
  const bool folded = width() < neededWidth();
  const bool hadFocus = m_list->hasFocus() || (m_group.checkedButton() && m_group.checkedButton()->hasFocus());
  const QList<QAbstractButton*> buttons = m_group.buttons();
  for (QAbstractButton* button : buttons)
    button->setVisible(!folded);
  m_list->setVisible(folded);
  if (hadFocus && folded)
    m_list->setFocus(Qt::OtherFocusReason);
  else if (hadFocus && m_group.checkedButton())
    m_group.checkedButton()->setFocus(Qt::OtherFocusReason);
}

void SegmentedControl::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  fold();
}

void SegmentedControl::changeEvent(QEvent* event)
{
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
    fold();
}

void SegmentedControl::clear()
{
  const QList<QAbstractButton*> buttons = m_group.buttons();
  for (QAbstractButton* button : buttons)
    delete button;
  m_values.clear();
  if (m_list)
    m_list->clear();
}

QString SegmentedControl::value() const
{
  return m_values.value(m_group.checkedId());
}

void SegmentedControl::setValue(const QString& value)
{
  if (m_list)
    m_list->setCurrentIndex(static_cast<int>(m_values.indexOf(value)));
  if (QAbstractButton* button = m_group.button(static_cast<int>(m_values.indexOf(value)))) {
    button->setChecked(true);
    return;
  }
  if (QAbstractButton* checked = m_group.checkedButton()) {
    m_group.setExclusive(false);
    checked->setChecked(false);
    m_group.setExclusive(true);
  }
}

}
