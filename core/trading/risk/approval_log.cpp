// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/approval_log.h"

#include "core/trading/account_json.h"

#include <nlohmann/json.hpp>

#include <array>

namespace zvt::risk {

namespace {

constexpr std::string_view kLog = "risk.approvals";

Result<ApprovalState> parseState(std::string_view text)
{
  for (const ApprovalState state : {ApprovalState::Pending, ApprovalState::Approved, ApprovalState::Refused,
           ApprovalState::Expired, ApprovalState::Used})
    if (toString(state) == text)
      return state;
  return fail("trading.bad_name", {{"text", std::string(text)}, {"kind", "approval"}});
}

Json toJsonValue(const ApprovalRequest& request)
{
  Json json{{"v", 1}, {"id", request.id}, {"order", trading::toJsonValue(request.order)}, {"by", request.requestedBy},
      {"value", request.value.toString()}, {"state", toString(request.state)}, {"refused_by", request.refusedBy},
      {"note", request.note}, {"since", request.since.micros}, {"expires", request.expires.micros},
      {"levels", Json::array()}, {"agreed", Json::array()}};
  for (const ApprovalLevel& level : request.levels)
    json["levels"].push_back({{"above", level.above.toString()}, {"roles", level.roles}, {"approvals", level.approvals},
        {"expires_minutes", level.expiresMinutes}});
  for (const auto& [level, who] : request.agreed)
    json["agreed"].push_back({{"level", level}, {"who", who}});
  return json;
}

Result<ApprovalLevel> levelFromJson(const Json& json)
{
  ApprovalLevel level;
  ZVT_TRY(level.above, trading::exactFromJson<Decimal>(json, "above"));
  for (const Json& role : json.value("roles", Json::array()))
    if (role.is_string())
      level.roles.push_back(role.get<std::string>());
  ZVT_TRY(const std::int64_t approvals, jsonInt(json, "approvals"));
  level.approvals = static_cast<int>(approvals);
  ZVT_TRY(const std::int64_t minutes, jsonInt(json, "expires_minutes"));
  level.expiresMinutes = static_cast<int>(minutes);
  return level;
}

Result<ApprovalRequest> requestFromJson(const Json& json)
{
  ApprovalRequest request;
  ZVT_TRY(request.id, jsonString(json, "id"));
  ZVT_TRY(request.order, trading::orderFromJson(json.value("order", Json::object())));
  ZVT_TRY(request.requestedBy, jsonString(json, "by"));
  ZVT_TRY(request.value, trading::exactFromJson<Money>(json, "value"));
  ZVT_TRY(const std::string state, jsonString(json, "state"));
  ZVT_TRY(request.state, parseState(state));
  ZVT_TRY(request.refusedBy, jsonString(json, "refused_by"));
  ZVT_TRY(request.note, jsonString(json, "note"));
  ZVT_TRY(request.since.micros, jsonInt(json, "since"));
  ZVT_TRY(request.expires.micros, jsonInt(json, "expires"));
  for (const Json& item : json.value("levels", Json::array())) {
    ZVT_TRY(ApprovalLevel level, levelFromJson(item));
    request.levels.push_back(std::move(level));
  }
  for (const Json& item : json.value("agreed", Json::array())) {
    ZVT_TRY(const std::int64_t level, jsonInt(item, "level"));
    ZVT_TRY(std::string who, jsonString(item, "who"));
    request.agreed.emplace_back(static_cast<std::size_t>(level), std::move(who));
  }
  return request;
}

}

Result<void> ApprovalLog::append(const ApprovalRequest& request)
{
  return m_store.commit({{StoreOperation::Kind::Append, std::string(kLog), {}, canonicalJson(toJsonValue(request))}});
}

Result<std::vector<ApprovalRequest>> ApprovalLog::read() const
{
  std::vector<ApprovalRequest> requests;
  Result<void> read;
  ZVT_TRY_VOID(m_store.replay(kLog, 1, [&](std::uint64_t sequence, std::string_view value) {
    const auto json = parseJson(value);
    auto request = json ? requestFromJson(*json) : std::unexpected(json.error());
    if (!request) {
      read = fail(Error{"risk.bad_approval", {}, {{"entry", std::to_string(sequence)}}});
      return false;
    }
    requests.push_back(*std::move(request));
    return true;
  }));
  ZVT_TRY_VOID(read);
  return requests;
}

}
