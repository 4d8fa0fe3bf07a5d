// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

/// Tulip's tests: figures of Achelis' Technical Analysis from A to Z (atoz) and hand-made ones (extra). A block names
/// the indicator with its parameters and lists the arrays that go in and come out; an array that is shorter than the
/// input belongs to its end.

namespace zvt::tests {

struct TulipCase {
  const char* block; ///< name and parameters
  const char* inputs; ///< the field that each input array becomes: "HLC"
  std::vector<const char*> formulas; ///< one an output array
  double slack = 1; ///< as OracleCase
  std::size_t skip = 0; ///< printed values that are not compared
  double relative = 1e-10;
  std::size_t surplus = 0; ///< values at the end of an output that belong to no bar
};

// The book takes weights of 0.15 and 0.075 for 12 and 26 bars, and shows the difference from the 26th on.
#define ZVT_BOOK_DIFF "IF(BARSCOUNT(C)>=26,SMA(C,100,15)-SMA(C,1000,75),0/0)"
#define ZVT_TR "(MAX(H,REF(C,1))-MIN(L,REF(C,1)))"

inline const std::vector<TulipCase> kTulipTrend{
    {"adx 14", "HL", {"ADX(H,L,H,14,2)"}, 3}, {"adxr 14", "HL", {"ADXR(H,L,H,14,0,2)"}, 3},
    {"alma 9 0.85 6", "C", {"ALMA(C,9,0.85,6,1)"}, 3}, {"ao", "HL", {"AO(H,L)"}},
    {"apo 3 5", "C", {"APO(C,3,5)"}, 1, 3}, // shown from the second bar on
    {"aroon 5", "HL", {"AROON(H,L,5).DOWN", "AROON(H,L,5).UP"}}, {"aroonosc 5", "HL", {"AROON(H,L,5).OSCILLATOR"}},
    {"cci 5", "HLC", {"CCI(H,L,C,5)"}, 20}, // the book rounds the mean and its deviation
    {"ce 22 3", "HLC", {"CHANDELIER(H,L,C,22,3,1).LONG", "CHANDELIER(H,L,C,22,3,1).SHORT"}, 1, 0, 1e-10, 1},
    {"cmo 5", "C", {"CMO(C,5)"}, 3}, {"cmo 10", "C", {"CMO(C,10)"}, 100}, // the book rounds the sums
    {"crossany", "CO", {"CROSS(C,O) OR CROSS(O,C)"}}, {"crossover", "CO", {"CROSS(C,O)"}},
    {"dema 5", "C", {"DEMA(C,5,0)"}, 3}, {"di 14", "HLC", {"PLUS_DI(H,L,C,14,2)", "MINUS_DI(H,L,C,14,2)"}, 3},
    {"dm 14", "HL", {"PLUS_DM(H,L,14,2)", "MINUS_DM(H,L,14,2)"}, 3}, {"dpo 6", "C", {"REF(C,4)-MA(C,6)"}, 3},
    {"dx 14", "HL", {"DX(H,L,H,14,2)"}, 3}, {"ema 5", "C", {"EMA(C,5)"}, 1, 4}, // shown from the first bar on
    {"fosc 5", "C", {"100*(C-REF(TSF(C,5),1))/C"}, 1000}, // the book rounds the forecast
    {"ikhts 9", "HL", {"ICHIMOKU(H,L).TENKAN"}},
    {"kama 4", "C", {"KAMA(C,4)"}, 4, 1}, // the seed is printed, too; each value is made of the printed one before
    {"lag 1", "C", {"REF(C,1)"}}, {"lag 3", "C", {"REF(C,3)"}}, {"linreg 5", "C", {"LINEARREG(C,5)"}},
    {"linregintercept 5", "C", {"LINEARREG_INTERCEPT(C,5)"}}, {"linregslope 5", "C", {"LINEARREG_SLOPE(C,5)"}},
    {"macd 12 26 9", "C", {ZVT_BOOK_DIFF, "SMA(" ZVT_BOOK_DIFF ",10,2)", ZVT_BOOK_DIFF "-SMA(" ZVT_BOOK_DIFF ",10,2)"},
        3},
    {"mom 3", "C", {"MOM(C,3)"}}, {"ppo 3 5", "C", {"PPO(C,3,5)"}, 2, 3},
    {"psar .02 .2", "HL", {"SAR(H,L,0.02,0.2,0,1)"}}, {"qstick 4", "OC", {"MA(C-O,4)"}, 3},
    {"roc 3", "C", {"ROCP(C,3)"}}, {"rocr 12", "C", {"ROCR(C,12)"}, 3}, {"rsi 5", "C", {"RSI(C,5)"}},
    {"sma 5", "C", {"MA(C,5)"}}, {"stoch 5 3 3", "HLC", {"STOCH(H,L,C,5,3,3).K", "STOCH(H,L,C,5,3,3).D"}, 3},
    {"stochrsi 5", "C", {"STOCHRSI(C,5,5,1,1).K/100"}}, {"tema 5", "C", {"TEMA(C,5,0)"}, 3},
    {"trima 5", "C", {"TRIMA(C,5)"}, 3}, {"trix 3", "C", {"TRIX(C,3,0)"}}, {"tsf 5", "C", {"TSF(C,5)"}},
    {"ultosc 7 14 28", "HLC", {"ULTOSC(H,L,C)"}, 3}, {"vhf 5", "C", {"(HHV(C,5)-LLV(C,5))/SUM(ABS(C-REF(C,1)),5)"}},
    {"vidya 3 6 .2", "C", {"VIDYA(C,3,6,0.2)"}, 1, 1}, // the seed is printed, too
    {"vwma 4", "CV", {"VWMA(C,V,4)"}}, {"wilders 5", "C", {"RMA(C,5)"}, 3}, {"willr 5", "HLC", {"WILLR(H,L,C,5)"}, 3},
    {"wma 5", "C", {"WMA(C,5)"}, 3}, {"zlema 6", "C", {"ZLEMA(C,6)"}, 1, 1}, // the seed is printed, too
};

/// Recursive moving trend average: EMA of x + b − b′, b = 10/11·b′ + x; its seed fades over 200 values.
inline const std::vector<TulipCase> kTulipRecursion{
    {"rmta 21 0.90909", "C", {"SMA(C+11*(SMA(C,11,1)-REF(SMA(C,11,1),1)),11,1)"}, 6, 200}, // 0.90909 is not quite 10/11
};

/// Pointwise arithmetic.
inline const std::vector<TulipCase> kTulipMath{
    {"md 3", "C", {"AVEDEV(C,3)"}, 2}, // cut off, not rounded
    {"abs", "C", {"ABS(C)"}},
    {"acos", "C", {"ACOS(C)"}},
    {"add", "CO", {"C+O"}},
    {"asin", "C", {"ASIN(C)"}},
    {"atan", "C", {"ATAN(C)"}, 2}, // .464 is cut off, not rounded
    {"avgprice", "OHLC", {"(O+H+L+C)/4"}, 2},
    {"ceil", "C", {"CEILING(C)"}},
    {"cos", "C", {"COS(C)"}, 2},
    {"cosh", "C", {"(EXP(C)+EXP(-C))/2"}},
    {"div", "CO", {"C/O"}},
    {"exp", "C", {"EXP(C)"}},
    {"floor", "C", {"FLOOR(C)"}},
    {"ln", "C", {"LN(C)"}},
    {"log10", "C", {"LOG(C)"}},
    {"max 2", "C", {"HHV(C,2)"}},
    {"max 3", "C", {"HHV(C,3)"}},
    {"medprice", "HL", {"(H+L)/2"}, 3},
    {"min 3", "C", {"LLV(C,3)"}},
    {"mul", "CO", {"C*O"}},
    {"round", "C", {"FLOOR(C+0.5)"}},
    {"sin", "C", {"SIN(C)"}},
    {"sinh", "C", {"(EXP(C)-EXP(-C))/2"}},
    {"sqrt", "C", {"SQRT(C)"}},
    {"sub", "CO", {"C-O"}},
    {"sum 2", "C", {"SUM(C,2)"}},
    {"tan", "C", {"TAN(C)"}},
    {"tanh", "C", {"(EXP(C)-EXP(-C))/(EXP(C)+EXP(-C))"}},
    {"todeg", "C", {"C*180/3.14159265358979"}, 4}, // the input is a shortened π
    {"torad", "C", {"C*3.14159265358979/180"}},
    {"trunc", "C", {"INTPART(C)"}},
    {"typprice", "HLC", {"(H+L+C)/3"}, 3},
    {"wcprice", "HLC", {"(H+L+2*C)/4"}, 3},
};

/// Volatility, channels and volume.
inline const std::vector<TulipCase> kTulipVolume{
    {"abands 20", "HLC", {"ACCBANDS(H,L,C,20).LOWER", "ACCBANDS(H,L,C,20).UPPER", "ACCBANDS(H,L,C,20).MIDDLE"}, 1, 0,
        1e-6},
    {"ad", "HLCV", {"AD(H,L,C,V)"}, 2},
    {"adosc 3 10", "HLCV", {"ADOSC(H,L,C,V,3,10)"}},
    {"atr 4", "HLC", {"ATR(H,L,C,4,1)"}},
    {"bbands 5 2", "C", {"BBANDS(C,5,2).LOWER", "BBANDS(C,5,2).MIDDLE", "BBANDS(C,5,2).UPPER"}},
    {"bop", "OHLC", {"BOP(O,H,L,C)"}},
    {"cmf 21", "HLCV", {"CMF(H,L,C,V,21)"}},
    {"cvi 5", "HL", {"CVI(H,L,5,5)"}},
    {"emv", "HLV", {"EMV(H,L,V)"}},
    {"kvo 34 55", "HLCV", {"KVO(H,L,C,V,34,55)"}},
    {"marketfi", "HLV", {"MARKETFI(H,L,V)"}},
    {"mass 3", "HL", {"MASS(H,L,9,3)"}},
    {"mfi 14", "HLCV", {"MFI(H,L,C,V,14)"}},
    {"natr 4", "HLC", {"NATR(H,L,C,4,1)"}, 20},
    {"nvi", "CV", {"NVI(C,V)"}},
    {"obv", "CV", {"OBV(C,V,0)"}},
    {"pvi", "CV", {"PVI(C,V)"}},
    {"stddev 3", "C", {"STDP(C,3)"}},
    {"stddev 5", "C", {"STDP(C,5)"}},
    {"stderr 3", "C", {"STDP(C,3)/SQRT(3)"}},
    {"tr", "HLC", {"TR(H,L,C,1)"}},
    {"var 3", "C", {"VARP(C,3)"}},
    {"volatility 3", "C", {"HV(C,3,252,0,0)"}},
    {"vosc 2 5", "V", {"VOSC(V,2,5)"}},
    {"wad", "HLC", {"WAD(H,L,C)"}},
};

/// Blocks that no formula is held against, and why.
inline const std::vector<OracleException> kTulipExceptions{
    {"", "decay 5", "a pointer that falls by the bar; nobody draws it"},
    {"", "edecay 5", "a pointer that fades by the bar; nobody draws it"},
};

}
