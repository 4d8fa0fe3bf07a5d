// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/finder_hints.h"
#include "ui/shell/finder_list.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/finder_preview.h"
#include "ui/shell/panel.h"
#include "ui/shell/symbol_catalogue.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/flat_paint.h"
#include "widgets/base/segmented_control.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr QSize kSize(832, 528);
constexpr int kPreviewFrom = 700; ///< a narrower finder has no room for a preview

const std::array kScopeNames{"all", "symbols", "commands", "panels", "settings"};

QString scopeText(std::size_t scope)
{
  switch (scope) {
  case 0:
    return Tr::tr("All");
  case 1:
    return Tr::tr("Securities");
  case 2:
    return Tr::tr("Commands");
  case 3:
    return Tr::tr("Panels");
  default:
    return Tr::tr("Settings");
  }
}

}

Finder::Finder(const Context& context, QWidget* window)
    : QFrame(window)
    , m_context(context)
    , m_model(new FinderModel(context, this, context.symbols))
    , m_field(new widgets::SearchField(this))
    , m_scopes(new widgets::SegmentedControl(this))
    , m_results(new QStackedWidget(this))
    , m_list(new FinderList(context, m_model, m_results))
    , m_preview(new FinderPreview(context, this))
    , m_nothing((new widgets::TextLabel({}, m_results))->setTone(widgets::TextTone::Muted))
    , m_foot(new QWidget(this))
    , m_hints(new FinderHints(m_foot))
    , m_prefixes((new widgets::TextLabel({}, m_foot))
              ->setTone(widgets::TextTone::Muted)
              ->setRole(static_cast<int>(widgets::FontRole::Caption)))
{
  setObjectName(QStringLiteral("finder"));
  hide();
  m_field->setObjectName(QStringLiteral("finderField"));
  m_scopes->setObjectName(QStringLiteral("finderScopeSegments"));
  m_scopes->setUniform(false);
  m_list->setObjectName(QStringLiteral("finderList"));
  m_nothing->setAlignment(Qt::AlignCenter);
  m_nothing->setWordWrap(true);
  for (std::size_t i = 0; i < kScopeNames.size(); ++i)
    m_scopes->addSegment(QString::fromLatin1(kScopeNames[i]), scopeText(i));
  const QList<QAbstractButton*> segments = m_scopes->findChildren<QAbstractButton*>();
  for (QAbstractButton* segment : segments)
    segment->setFocusPolicy(Qt::NoFocus); // Tab in the field changes them

  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 8, 8, 8);
  head->setSpacing(8);
  head->addWidget(m_field, 1);
  head->addWidget(m_scopes);
  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  m_results->addWidget(m_list);
  m_results->addWidget(m_nothing);
  middle->addWidget(m_results, 1);
  middle->addWidget(m_preview);
  m_foot->setProperty("surface", QStringLiteral("bar"));
  auto* foot = new QHBoxLayout(m_foot);
  foot->setContentsMargins(12, 4, 12, 4);
  foot->addWidget(m_hints, 1);
  foot->addWidget(m_prefixes);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(1, 1, 1, 1);
  layout->setSpacing(0);
  layout->addLayout(head);
  layout->addLayout(middle, 1);
  layout->addWidget(m_foot);

  connect(m_field, &QLineEdit::textChanged, this, &Finder::search);
  connect(m_scopes, &widgets::SegmentedControl::chosen, this, [this](const QString& value) {
    m_model->setScope(static_cast<FinderScope>(m_scopes->values().indexOf(value)));
    showState();
  });
  connect(m_list, &FinderList::clicked, this, [this](const QModelIndex& index) { take(index.row(), m_target); });
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
      [this](const QModelIndex& index) { m_preview->showRow(index.isValid() ? &m_model->row(index.row()) : nullptr); });
  connect(&m_model->catalogue(), &SymbolCatalogue::changed, this, [this] {
    if (isVisible())
      search(m_field->text());
  });
  m_field->installEventFilter(this);
  retranslate();
}

void Finder::retranslate()
{
  m_field->setPlaceholderText(Tr::tr("Code, name, pinyin initials or command"));
  m_field->setAccessibleName(m_field->placeholderText());
  m_list->setAccessibleName(Tr::tr("Found"));
  m_scopes->setAccessibleName(Tr::tr("Where to look"));
  m_prefixes->setText(Tr::tr("> commands   @ panels   # settings   $ securities"));
  setTarget(m_target);
}

void Finder::setTarget(LinkColor link)
{
  m_target = link;
  m_hints->setHints({{QStringLiteral("↑ ↓"), Tr::tr("choose")},
      {QStringLiteral("Enter"), Tr::tr("send to %1").arg(toString(link))},
      {QStringLiteral("Tab"), Tr::tr("where to look")}, {QStringLiteral("Ctrl+Enter"), Tr::tr("in a chart of its own")},
      {QStringLiteral("Ctrl+1…6"), Tr::tr("to A…F")}});
}

void Finder::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    if (isVisible())
      search(m_field->text());
  }
  QFrame::changeEvent(event);
}

void Finder::place(QWidget* below)
{
  const QWidget* window = parentWidget();
  const int top = below->mapTo(window, QPoint(0, below->height() + 4)).y();
  resize(std::min(kSize.width(), window->width() - 8), std::min(kSize.height(), window->height() - top - 8));
  move(std::max(4, (window->width() - width()) / 2), top);
  m_preview->setVisible(width() >= kPreviewFrom);
  m_prefixes->setVisible(width() >= kPreviewFrom);
}

void Finder::open(const QString& text, QWidget* below)
{
  const ui::Panel* panel = ui::Panel::focused();
  if (!isAncestorOf(QApplication::focusWidget()))
    m_before = QApplication::focusWidget();
  setTarget(panel && panel->link() != LinkColor::None ? panel->link() : LinkColor::A);
  place(below);
  m_model->setScope(FinderScope::All);
  if (m_field->text() == text)
    search(text);
  else
    m_field->setText(text);
  show();
  raise();
  m_field->setFocus(Qt::ShortcutFocusReason);
  m_field->setCursorPosition(static_cast<int>(text.size()));
}

void Finder::search(const QString& text)
{
  m_model->search(text);
  showState();
}

void Finder::showState()
{
  m_list->choose(0);
  m_scopes->setValue(m_scopes->values().at(static_cast<qsizetype>(m_model->scope())));
  const bool typed = !m_field->text().trimmed().isEmpty();
  for (std::size_t i = 0; i < kScopeNames.size(); ++i) {
    const std::size_t count = m_model->count(static_cast<FinderScope>(i));
    m_scopes->setSegmentText(QString::fromLatin1(kScopeNames[i]),
        typed ? QStringLiteral("%1 %2").arg(scopeText(i)).arg(count) : scopeText(i));
  }
  const bool found = m_model->rowCount() > 0;
  m_results->setCurrentWidget(found ? static_cast<QWidget*>(m_list) : m_nothing);
  if (found)
    return;
  m_preview->showRow(nullptr);
  m_nothing->setText(!m_model->catalogue().isReady() ? Tr::tr("The securities are being read…")
          : typed && m_model->catalogue().size() > 0 ? Tr::tr("Nothing found.")
          : typed
          ? Tr::tr("Nothing found. A security appears here once it has been imported or loaded.")
          : Tr::tr("Type a code, a name or its pinyin initials. What you choose stays here for the next time."));
}

void Finder::cycleScope(int step)
{
  const auto next =
      (static_cast<int>(m_model->scope()) + step + static_cast<int>(kFinderScopes)) % static_cast<int>(kFinderScopes);
  // A prefix would go on choosing the scope.
  QString text = m_field->text();
  if (const QSignalBlocker blocker(m_field); !text.isEmpty() && QStringLiteral(">@#$＞＠＃＄").contains(text.front()))
    m_field->setText(text.mid(1));
  m_model->search(m_field->text());
  m_model->setScope(static_cast<FinderScope>(next));
  showState();
}

bool Finder::keyPressed(const QKeyEvent& key)
{
  const int row = m_list->currentRow();
  const bool control = key.modifiers() & Qt::ControlModifier;
  if (m_list->stepByKey(key))
    return true;
  switch (key.key()) {
  case Qt::Key_Tab:
    cycleScope(1);
    return true;
  case Qt::Key_Backtab:
    cycleScope(-1);
    return true;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    control ? takeApart(row) : take(row, m_target);
    return true;
  case Qt::Key_Escape:
    close();
    return true;
  default:
    if (control && key.key() >= Qt::Key_1 && key.key() <= Qt::Key_6) {
      take(row, static_cast<LinkColor>(key.key() - Qt::Key_1 + 1));
      return true;
    }
    return false;
  }
}

bool Finder::eventFilter(QObject* watched, QEvent* event)
{
  switch (event->type()) {
  case QEvent::FocusOut:
    // Nothing else in here takes the focus, so it went elsewhere: out of the way. A drag out of the list ends first.
    if (static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
      hide();
    break;
  case QEvent::ShortcutOverride: {
    // The keys of the search come before shortcuts of the window.
    const auto* key = static_cast<QKeyEvent*>(event);
    if ((key->modifiers() & Qt::ControlModifier)
        && ((key->key() >= Qt::Key_1 && key->key() <= Qt::Key_6) || key->key() == Qt::Key_Return))
      event->accept();
    break;
  }
  case QEvent::KeyPress:
    if (keyPressed(*static_cast<QKeyEvent*>(event)))
      return true;
    break;
  default:
    break;
  }
  return QFrame::eventFilter(watched, event);
}

void Finder::close()
{
  QWidget* back = m_before && m_before->isVisible() ? m_before.data() : parentWidget();
  hide();
  back->setFocus();
}

void Finder::take(int row, LinkColor link)
{
  if (row < 0 || row >= m_model->rowCount())
    return;
  const FinderRow taken = m_model->row(row);
  if (!taken.problem.isEmpty())
    return; // the row says why
  close();
  m_model->noteUsed(taken);
  switch (taken.kind) {
  case FinderRow::Kind::Symbol:
    m_context.links->select(link, taken.id, this);
    Q_EMIT symbolChosen(taken.id, link);
    break;
  case FinderRow::Kind::Setting:
    Q_EMIT settingChosen(taken.id);
    break;
  default:
    if (QAction* action = m_context.actions->action(taken.id))
      action->trigger();
  }
}

void Finder::takeApart(int row)
{
  if (row < 0 || row >= m_model->rowCount())
    return;
  const FinderRow taken = m_model->row(row);
  if (taken.kind != FinderRow::Kind::Symbol) {
    take(row, m_target);
    return;
  }
  close();
  m_model->noteUsed(taken);
  Q_EMIT symbolWantedApart(taken.id);
}

void Finder::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  widgets::flat::box(painter, rect(), t.surface.menu, t.line.control, 1, 0);
}

}
