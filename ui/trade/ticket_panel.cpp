// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_panel.h"

#include "ui/bridge/executor_pool.h"
#include "ui/replay/replay_feed.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "ui/trade/check_list.h"
#include "ui/trade/folding_row.h"
#include "ui/trade/replay_bar.h"
#include "ui/trade/ticket_draft.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QUuid>

namespace zvt::ui {

using trading::Side;
using widgets::FontRole;
using widgets::TextLabel;
using widgets::TextTone;

namespace {

constexpr int kLeastButton = 140;
constexpr int kRateSpan = 1050; ///< ms; the rate is of one second

/// A hair line between parts.
class Line : public QWidget {
public:
  explicit Line(QWidget* parent)
      : QWidget(parent)
  {
    setFixedHeight(1);
  }

protected:
  void paintEvent(QPaintEvent*) override
  {
    QPainter(this).fillRect(rect(), widgets::Theme::current().colors().line.panel);
  }
};

}

TicketPanel::TicketPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_feed(context)
    , m_badge(new widgets::ModeBadge(widgets::TradeMode::Paper, this))
{
  auto* frame = new widgets::ModeFrame(widgets::TradeMode::Paper, this);
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_replay = new ReplayBar(context, &m_feed, frame);
  column->addWidget(m_replay);
  m_stopNote = new widgets::Note(widgets::NoteKind::Error, {}, frame);
  m_stopNote->setObjectName(QStringLiteral("ticketStopNote"));
  m_stopNote->hide();
  column->addWidget(m_stopNote);
  column->addWidget(makeBody(), 1);
  column->addWidget(makeFoot());
  setContent(frame);

  m_quiet.setSingleShot(true);
  m_quiet.setInterval(kRateSpan);
  connect(&m_quiet, &QTimer::timeout, this, &TicketPanel::judge);
  connect(m_form, &TicketForm::edited, this, [this] {
    touched();
    judge();
  });
  connect(m_form, &TicketForm::typeChosen, this, [this] { reload(false); });
  connect(m_form, &TicketForm::partChosen, this, &TicketPanel::applyPart);
  connect(m_form, &TicketForm::submitPressed, this, &TicketPanel::submit);
  connect(m_checks, &CheckList::fixChosen, this, &TicketPanel::applyFix);
  connect(m_submit, &QPushButton::clicked, this, &TicketPanel::submit);
  connect(m_clear, &QPushButton::clicked, this, &TicketPanel::clear);
  connect(&m_feed, &TradingFeed::changed, this, &TicketPanel::judge);
  connect(&m_feed, &TradingFeed::replayChanged, this, [this] {
    if (m_refusedOn && m_refusedOn != m_feed.replay().day) {
      m_refusedOn.reset();
      m_note->hide(); // what was refused on another day is past
    }
    reload(false);
  });
  if (context.replay != nullptr) // another account at another time: what was typed may know too much
    connect(context.replay, &ReplayFeed::practiceChanged, this, [this] { reload(true); });
  m_presenter = new Presenter(context, this, [this] { reload(false); });
  m_presenter->setQuiet(true); // the form is there; only the prices are being asked for
  connect(m_presenter, &Presenter::failed, this, [this](const Error& error) {
    showError(widgets::Language::current().describe(error), [this] { reload(false); });
  });
  followLink(m_context.links, [this](const QString& entity) { showEntity(entity); });
  connect(m_context.links, &LinkBus::pricePicked, this, &TicketPanel::takePrice);
  watchStop();
  touched();
  retranslate();
  if (const QString entity = m_context.links->current(link()); !entity.isEmpty())
    showEntity(entity);
  else
    reload(true);
}

/// What may be scrolled in a low panel; the button that sends never is.
QWidget* TicketPanel::makeBody()
{
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* body = new QWidget(scroll);
  auto* column = new QVBoxLayout(body);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(8);
  m_form = new TicketForm(body);
  column->addWidget(m_form);
  m_holdings = new FigureGrid(FigureGrid::Style::Over, 5, body);
  column->addWidget(m_holdings);
  column->addWidget(new Line(body));
  m_costs = new FigureGrid(FigureGrid::Style::Beside, 2, body);
  column->addWidget(m_costs);
  column->addWidget(new Line(body));
  auto* head = new FoldingRow(8);
  m_checksTitle = (new TextLabel({}, body))->setTone(TextTone::Secondary)->setRole(int(FontRole::Caption), true);
  m_checksCount = (new TextLabel({}, body))->setTone(TextTone::Secondary)->setRole(int(FontRole::Caption));
  head->addLeft(m_checksTitle);
  head->addRight(m_checksCount);
  column->addLayout(head);
  m_checks = new CheckList(body);
  column->addWidget(m_checks, 1);
  scroll->setWidget(body);
  return scroll;
}

QWidget* TicketPanel::makeFoot()
{
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(8, 0, 8, 8);
  column->setSpacing(8);
  column->addWidget(new Line(foot));
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, foot);
  m_note->hide();
  column->addWidget(m_note);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  m_submit = new QPushButton(foot);
  m_submit->setObjectName(QStringLiteral("ticketSubmitButton"));
  m_submit->setProperty("controlSize", QStringLiteral("large"));
  m_clear = new QPushButton(foot);
  m_clear->setObjectName(QStringLiteral("ticketClearButton"));
  m_clear->setProperty("controlSize", QStringLiteral("large"));
  m_submit->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // it stands where it stood, whatever it says
  m_submit->setMinimumWidth(kLeastButton);
  m_submit->installEventFilter(this);
  buttons->addWidget(m_submit, 1);
  buttons->addWidget(m_clear);
  column->addLayout(buttons);
  return foot;
}

QString TicketPanel::title() const
{
  return Tr::tr("Order ticket");
}

QString TicketPanel::subtitle() const
{
  return m_entity.empty() ? QString() : trade::nameOf(m_context, m_entity) + u' ' + trade::codeOf(m_entity);
}

QWidget* TicketPanel::titleWidget()
{
  return m_badge;
}

QJsonObject TicketPanel::saveState() const
{
  QJsonObject state{{QStringLiteral("entity"), QString::fromStdString(m_entity)}};
  // Until its security is there, a restored draft is still the one to keep.
  if (const QJsonObject draft = draftToJson(m_draft.value_or(input())); !draft.isEmpty())
    state.insert(QStringLiteral("draft"), draft);
  return state;
}

void TicketPanel::restoreState(const QJsonObject& state)
{
  const QString entity = state.value(QLatin1String("entity")).toString();
  m_draft = draftFromJson(state.value(QLatin1String("draft")).toObject());
  if (!entity.isEmpty() && m_entity.empty())
    showEntity(entity);
  else if (m_draft && m_draft->entityId == m_entity)
    reload(true);
}

/// What was typed before the program ended, once its security is there; said to be that, and not sent by itself.
void TicketPanel::takeDraft()
{
  const std::optional<TicketInput> draft = std::exchange(m_draft, std::nullopt);
  if (!draft || draft->entityId != m_entity)
    return;
  {
    const QSignalBlocker quiet(m_form);
    m_form->setInput(*draft);
  }
  m_note->setNote(widgets::NoteKind::Info, Tr::tr("Restored from before: this order was not sent."));
  m_note->show();
}

void TicketPanel::fillIn(const TicketInput& wanted)
{
  m_offer = wanted;
  if (wanted.entityId != m_entity) {
    showEntity(QString::fromStdString(wanted.entityId));
    return;
  }
  takeOffer();
  judge();
}

void TicketPanel::takeOffer()
{
  if (!m_offer || m_offer->entityId != m_entity)
    return;
  const TicketInput offer = *std::exchange(m_offer, std::nullopt);
  const QSignalBlocker quiet(m_form);
  m_form->setInput(offer);
  touched();
}

void TicketPanel::showEntity(const QString& entityId)
{
  if (entityId.toStdString() == m_entity)
    return;
  m_entity = entityId.toStdString();
  reload(true);
  Q_EMIT titleChanged();
}

void TicketPanel::reload(bool newEntity)
{
  if (!m_feed.isAvailable() || !m_feed.replay().day) {
    showEmpty({QStringLiteral("ticket"), Tr::tr("The paper account trades on stored bars. Load some first."),
        Tr::tr("Load the sample data"), [this] {
          if (QAction* action = m_context.actions->action(QStringLiteral("data.loadSample")))
            action->trigger();
        }});
    return;
  }
  showContent();
  if (m_entity.empty()) {
    judge();
    return;
  }
  m_presenter->read(
      [session = m_feed.session(), entity = m_entity, type = m_form->kind().type](
          TaskControl&) -> Result<trading::TicketContext> {
        ZVT_TRY(trading::TicketContext context, session->ticketContext(entity, type));
        if (context.hasMinutes)
          context.volumes = session->volumeProfile(entity).value_or(nullptr);
        return context;
      },
      [this, newEntity](trading::TicketContext loaded) { take(std::move(loaded), newEntity); });
}

void TicketPanel::take(trading::TicketContext loaded, bool newEntity)
{
  m_ticket = std::move(loaded);
  m_form->setKinds(kindsFor(*m_feed.session()->rules(), m_entity, m_ticket.market.day));
  m_form->setContext(m_ticket);
  // Another security: its last price, and no size that was meant for the one before.
  if (newEntity || m_judgement.draft.entityId != m_entity) {
    const QSignalBlocker quiet(m_form);
    m_form->setQuantity({});
    m_form->setPrice(m_ticket.market.last.value_or(Price()));
    m_form->clearExtra();
    touched();
    takeDraft();
  }
  takeOffer();
  judge();
  Q_EMIT contextLoaded();
}

void TicketPanel::takePrice(LinkColor color, const QString& entityId, double price)
{
  const auto exact = Price::fromDouble(price);
  if (!exact || color != link() || entityId.toStdString() != m_entity)
    return;
  m_form->setPrice(*exact);
  touched();
  judge();
}

TicketInput TicketPanel::input() const
{
  TicketInput input = m_form->input();
  input.entityId = m_entity;
  return input;
}

void TicketPanel::applyFix(const trading::CheckFix& fix)
{
  if (fix.kind == trading::CheckFix::Kind::SetPrice)
    m_form->setPrice(Price(fix.value));
  else
    m_form->setQuantity(Quantity(fix.value));
}

void TicketPanel::applyPart(int numerator, int denominator)
{
  if (!m_feed.snapshot() || m_entity.empty())
    return;
  const trading::SimAccount account =
      trading::withReserved(*m_feed.snapshot()->account, {{m_entity, m_promised.worked}});
  const auto quantity = trading::presetQuantity(
      draftOrder(input(), m_ticket, account), account, *m_feed.session()->rules(), numerator, denominator);
  if (quantity)
    m_form->setQuantity(*quantity);
}

void TicketPanel::clear()
{
  m_form->setQuantity({});
  m_form->setPrice(m_ticket.market.last.value_or(Price()));
  m_form->clearExtra();
  touched();
  judge();
}

void TicketPanel::keyPressEvent(QKeyEvent* event)
{
  const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
  if (event->key() == Qt::Key_Escape) {
    clear();
    return;
  }
  if (plain && (event->key() == Qt::Key_B || event->key() == Qt::Key_S)) {
    m_form->setSide(event->key() == Qt::Key_B ? Side::Buy : Side::Sell);
    touched();
    judge();
    return;
  }
  Panel::keyPressEvent(event);
}

void TicketPanel::retranslate()
{
  if (m_form == nullptr)
    return;
  m_form->retranslate();
  m_replay->retranslate();
  m_checksTitle->setText(Tr::tr("Pre-trade checks"));
  m_clear->setText(Tr::tr("Clear"));
  m_clear->setToolTip(Tr::tr("Empties the ticket (Esc)"));
  judge();
  if (!m_feed.isAvailable() || !m_feed.replay().day)
    reload(false);
  Q_EMIT titleChanged();
}

void TicketPanel::themeChanged()
{
  if (m_form == nullptr)
    return;
  m_form->setSide(m_form->side());
  judge();
}

}
