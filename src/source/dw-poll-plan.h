// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-profile.h"

G_BEGIN_DECLS

/* What to ask a device, and when. Pure: no clock, no I/O. */

/* One request. Its parts are indexes of the profile's blocks (or thresholds) it brings, in the order of the profile. */
typedef struct
{
  guint8 function;
  guint16 address;
  guint16 count;
  guint period_factor;
  guint first_part; /* index into DwPollPlan.parts */
  guint n_parts;
} DwPollRead;

typedef struct
{
  DwPollRead *reads;
  guint n_reads;
  guint *parts;
} DwPollPlan;

/* join: neighbouring blocks of equal function and period are read together when little lies between them and the protocol's limit allows it.
 * A device that refuses the joined read is asked block by block: make a plan with join FALSE for it. */
DwPollPlan *dw_poll_plan_new_blocks (const DwProfile *profile, gboolean join);
/* The same for the device's own limits; always joined, because they are documented as one group. */
DwPollPlan *dw_poll_plan_new_limits (const DwProfile *profile);
void dw_poll_plan_free (DwPollPlan *self);

/* A short read of something plans[0] reads anyway, whose reply has another length than every reply of all plans: after a time-out on a line
 * without transaction ids, its reply proves that every late reply has passed. FALSE when there is none. */
gboolean dw_poll_plan_find_fence (const DwPollPlan *const *plans, guint n_plans, DwPollRead *fence);

/* Whether a device that failed in so many rounds is asked in this one. index spreads the silent devices of one bus over the rounds. */
gboolean dw_poll_is_due (guint failed_rounds, guint64 round, guint index);
/* The poll at which something read in poll number now is due again. The first time the distance is shortened by index, so that the devices
 * of one bus do not all read their slow blocks in the same round. */
guint dw_poll_next (guint now, guint period_factor, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPollPlan, dw_poll_plan_free)

G_END_DECLS
