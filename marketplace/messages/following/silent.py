"""Lines of the log about which nobody is told, each with its reason. What is in no table fails a test: there is no silence by area."""

BECAUSE: dict[str, str] = {
    "it is the person's own act, and its result is before his eyes": """
        commissioning.solution_handed_in commissioning.solution_withdrawn
        accounts.acting_for_chosen accounts.signed_in accounts.token_issued catalogue.decision_recorded
        catalogue.in_house_notice_posted catalogue.listing_drafted catalogue.listing_edited catalogue.need_closed
        catalogue.need_posted catalogue.objection_recorded catalogue.objection_resolved catalogue.secrecy_declared
        catalogue.material_added catalogue.material_taken_back catalogue.undertaking_written
        catalogue.columns_forgotten catalogue.columns_mapped
        catalogue.upload_received desk.notices_subscribed desk.notices_unsubscribed agency.annuity_paid
        agency.annuity_scheduled agency.practitioner_consent agency.practitioner_registered fees.comment_made
        fees.particulars_entered fees.quoted
        jobs.cancel_requested jobs.enqueued rulebook.comment_made registry.filing_drafted registry.filing_edited
        registry.filing_withdrawn registry.tax_facts_stated trading.priority_recorded
        trading.valuation_recorded trading.bid_refused trading.reserve_opened trading.envelope_sealed
        trading.envelope_opened_by_bidder trading.shares_handed_in trading.invitations_stopped
        trading.invitations_allowed""",
    "figures that stand on a public page": "matching.quality_counted",
    "the market learns by itself, and nobody has to act": "matching.ranking_taught",
    "the deal tells the same act in its own words": """
        contracts.drafted contracts.effective contracts.lapsed contracts.paid contracts.redrafted contracts.signed""",
    "a draft between colleagues, and money that comes to their own unit": """
        proceeds.receipt_recorded proceeds.rule_drafted""",
    "allauth sends the mail that verifies the address": "accounts.user_signed_up",
    "of a draft: the submission is told": "accounts.paper_handed_in registry.paper_handed_in",
    "by the operator of the site, who knows": "accounts.exchange_opened keys.rotated",
    "only in a sandbox": """
        accounts.demo_signed_in catalogue.demo_holder_opened rulebook.market_time_shifted rulebook.market_time_reset
        rulebook.market_time_frozen rulebook.market_time_resumed""",
    "of the same act another line is told": """
        catalogue.listing_consented catalogue.listing_released catalogue.listing_reserved catalogue.listing_sold
        desk.case_accepted desk.case_announced desk.case_applied
        desk.case_opened desk.case_withdrawn desk.paper_handed_in agency.attributions_frozen agency.custody_scanned
        files.attached ledger.posted fees.notice_withdrawn
        commissioning.engagement_signed commissioning.listing_taken matching.contract_noted
        trading.agreement_publicised trading.price_returned trading.fee_refunded trading.listing_relisted""",
    "a step between colleagues, who see it in their queue": """
        cashier.confirmed cashier.day_checked cashier.day_closed cashier.day_sent_back cashier.line_linked cashier.line_parked
        cashier.line_reopened cashier.proposed cashier.rejected cashier.statement_read
        accounts.decision_overdue matching.silence_closed matching.silence_taken desk.case_taken desk.line_checked documents.original_confirmed documents.scan_uploaded
        documents.template_approved documents.template_drafted documents.template_rejected fees.schedule_adopted
        fees.schedule_discarded fees.schedule_drafted fees.schedule_edited fees.schedule_ended rulebook.agreement_confirmed rulebook.agreement_ended
        rulebook.agreement_entered rulebook.calendar_loaded rulebook.capability_change_proposed
        rulebook.capability_change_rejected rulebook.capability_ended rulebook.capability_granted
        rulebook.draft_edited rulebook.version_adopted rulebook.version_drafted rulebook.version_ended network.conflict_found
        network.deal_checked network.deal_corrected network.deal_registered network.deal_sent_back network.ours_kept
        network.theirs_taken trading.unwinding_rejected registry.opinion_recorded
        trading.opening_key_approved trading.opening_key_retired trading.scores_entered reporting.return_checked reporting.return_drafted reporting.return_filed
        reporting.return_rejected""",
    "an answer against somebody ends it quietly, so that nobody is embarrassed": """
        agency.attribution_confirmed agency.attribution_declined trading.invitation_declined matching.declined matching.lapsed""",
    "an import ends with a page of its result for who started it": """
        network.record_received network.transfer_received simulation.deleted simulation.finished simulation.resumed
        simulation.started""",
    "it stands on the page of the listing; a right that has lapsed suspends it, which is told": """
        catalogue.readiness_recorded catalogue.right_checked""",
    "supervision looks by itself, and its looks are logged, not announced": """
        reporting.alert_noted reporting.alert_raised reporting.credit_case_proposed reporting.inspection_recorded reporting.instruction_executed
        reporting.instruction_objected reporting.looked reporting.pack_built reporting.pack_exported
        reporting.pack_ordered reporting.sampling_drawn reporting.sampling_planned""",
    "whoever reads or stores a file does so on his page": "files.read files.stored documents.dossier_exported",
    "an account is opened with the first posting": "ledger.account_opened",
    "the log's own": "audit.erased",
    "telling of messages would not end": """
        messages.delivery_retried messages.delivery_settled messages.preferences_changed messages.profile_changed
        messages.unsubscribed""",
}
SILENT: dict[str, str] = {verb: reason for reason, verbs in BECAUSE.items() for verb in verbs.split()}
