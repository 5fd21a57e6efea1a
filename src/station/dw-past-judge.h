// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"
#include "dw-event.h"
#include "dw-history.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* What the rules would have said of a past that is filled in: its samples go to an alarm engine of their own, on copies of the devices, under a clock that shows the time of the sample. A device
 * that has no samples for three of its distances was silent; when all devices of its gateway were, the gateway was. Somebody acknowledges each alarm some time later, as the priority allows
 * (one to three minutes … hours). Only what was over by the end is told: what still holds is for those who judge the present. Made and freed on the main thread, used on one thread in between. */
typedef struct _DwPastJudge DwPastJudge;

/* A copy: record as it was left, lines of history by time. */
typedef struct
{
  DwAlarmRecord *record;
  GPtrArray *events; /* DwEventRecord */
} DwPastAlarm;

/* who: whose acknowledgements these are. */
DwPastJudge *dw_past_judge_new (DwPlaceTree *tree, const char *who);
void dw_past_judge_free (DwPastJudge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPastJudge, dw_past_judge_free)

/* Reports by their times. columns: DwHistoryColumn, what the values of the device are, the same for all its reports. A device that the tree does not know is passed over. */
void dw_past_judge_take (DwPastJudge *self, const DwReport *report, const GArray *columns);
/* DwPastAlarm of what was over by end_ms, in the order in which they ended; the judge is not used any more. */
GPtrArray *dw_past_judge_finish (DwPastJudge *self, gint64 end_ms);

G_END_DECLS
