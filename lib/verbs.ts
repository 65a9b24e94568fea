import { reserveTier } from "./billing/reserve.ts";
import { showBillingMonth } from "./billing/show.ts";
import { connectBucket } from "./bucket/connect.ts";
import { getBucket } from "./bucket/get.ts";
import { listBuckets } from "./bucket/list.ts";
import { probeBucket } from "./bucket/probe.ts";
import { removeBucket } from "./bucket/remove.ts";
import { renameBucket } from "./bucket/rename.ts";
import { reprobeBucket } from "./bucket/reprobe.ts";
import { setDelivery } from "./bucket/set-delivery.ts";
import { listLinks } from "./delivery/list-links.ts";
import { cancelInventory } from "./inventory/cancel.ts";
import { collectInventory } from "./inventory/collect.ts";
import { failInventory } from "./inventory/fail.ts";
import { getInventory } from "./inventory/get.ts";
import { importInventory } from "./inventory/import.ts";
import { listInventories } from "./inventory/list.ts";
import { listObjects } from "./inventory/list-objects.ts";
import { removeInventory } from "./inventory/remove.ts";
import { requestInventory } from "./inventory/request.ts";
import { requestReport } from "./inventory/request-report.ts";
import { listFormats } from "./media/list-formats.ts";
import { getFieldSet } from "./metadata/get-field-set.ts";
import { importFields } from "./metadata/import-fields.ts";
import { listFieldSets } from "./metadata/list-field-sets.ts";
import { previewMetadata } from "./metadata/preview.ts";
import { removeFieldSet } from "./metadata/remove-field-set.ts";
import { approvePlan } from "./plan/approve.ts";
import { checkMetadata } from "./plan/check-metadata.ts";
import { estimatePlan } from "./plan/estimate.ts";
import { getPlan } from "./plan/get.ts";
import { listPlans } from "./plan/list.ts";
import { listMetadataFaults } from "./plan/list-metadata-faults.ts";
import { getProofStore } from "./proof/get-store.ts";
import { inspectProof } from "./proof/inspect.ts";
import { revalidateReceipt } from "./proof/revalidate.ts";
import { showProof } from "./proof/show.ts";
import { signProof } from "./proof/sign.ts";
import { countDuplicates } from "./receipt/count-duplicates.ts";
import { exportReceipts } from "./receipt/export.ts";
import { getReceipt } from "./receipt/get.ts";
import { listReceipts } from "./receipt/list.ts";
import { cancelRun } from "./run/cancel.ts";
import { cloneRun } from "./run/clone.ts";
import { compareRunLedger } from "./run/compare-ledger.ts";
import { fillRun } from "./run/fill.ts";
import { getRun } from "./run/get.ts";
import { listRuns } from "./run/list.ts";
import { listItems } from "./run/list-items.ts";
import { nextSlice } from "./run/next-slice.ts";
import { pauseRun } from "./run/pause.ts";
import { planSlices } from "./run/plan-slices.ts";
import { pump } from "./run/pump.ts";
import { reportRun } from "./run/report.ts";
import { resumeRun } from "./run/resume.ts";
import { retryRun } from "./run/retry.ts";
import { startRun } from "./run/start.ts";
import { sweepRun } from "./run/sweep.ts";
import { tuneRun } from "./run/tune.ts";
import { cancelSample } from "./sample/cancel.ts";
import { drawSample } from "./sample/draw.ts";
import { getSample } from "./sample/get.ts";
import { listSamples } from "./sample/list.ts";
import { listSampleObjects } from "./sample/list-objects.ts";
import { requestSample } from "./sample/request.ts";
import { getThumbnail } from "./sample/thumbnail.ts";
import { checkIdentity } from "./signer-identity/check.ts";
import { connectKeyService } from "./signer-identity/connect-key-service.ts";
import { ensureDevelopmentIdentity } from "./signer-identity/ensure-development.ts";
import { getIdentity } from "./signer-identity/get.ts";
import { listIdentities } from "./signer-identity/list.ts";
import { retireIdentity } from "./signer-identity/retire.ts";
import { rotateIdentity } from "./signer-identity/rotate.ts";
import { setDefaultIdentity } from "./signer-identity/set-default.ts";
import { uploadIdentity } from "./signer-identity/upload.ts";
import { watchIdentities } from "./signer-identity/watch.ts";
import { listDebts } from "./stamp-debt/list.ts";
import { payDebts } from "./stamp-debt/pay.ts";
import { payDebtsNow } from "./stamp-debt/pay-now.ts";
import { summariseDebts } from "./stamp-debt/summary.ts";
import { clearProfile } from "./stamper/clear.ts";
import { configureProfile } from "./stamper/configure.ts";
import { getProfile } from "./stamper/get.ts";
import { listProfiles } from "./stamper/list.ts";
import { testProfile } from "./stamper/test.ts";
import { acceptInvitation } from "./tenant/accept-invitation.ts";
import { changePassword } from "./tenant/change-password.ts";
import { changeRole } from "./tenant/change-role.ts";
import { createTenant } from "./tenant/create.ts";
import { createKey } from "./tenant/create-key.ts";
import { getTenant } from "./tenant/get.ts";
import { inviteMember } from "./tenant/invite-member.ts";
import { listAudit } from "./tenant/list-audit.ts";
import { listInvitations } from "./tenant/list-invitations.ts";
import { listKeys } from "./tenant/list-keys.ts";
import { listMembers } from "./tenant/list-members.ts";
import { listMyTenants } from "./tenant/list-mine.ts";
import { listSessions } from "./tenant/list-sessions.ts";
import { readInvitation } from "./tenant/read-invitation.ts";
import { removeMember } from "./tenant/remove-member.ts";
import { renameTenant } from "./tenant/rename.ts";
import { revokeInvitation } from "./tenant/revoke-invitation.ts";
import { revokeKey } from "./tenant/revoke-key.ts";
import { revokeSession } from "./tenant/revoke-session.ts";
import { signIn } from "./tenant/sign-in.ts";
import { signOut } from "./tenant/sign-out.ts";
import { signUp } from "./tenant/sign-up.ts";
import { allowDevelopmentRoots } from "./trust/allow-development.ts";
import { getTrustList } from "./trust/get.ts";
import { getTrustPolicy } from "./trust/get-policy.ts";
import { listTrustLists } from "./trust/list.ts";
import { listTrustAnchors } from "./trust/list-anchors.ts";
import { loadTrustFile } from "./trust/load-file.ts";
import { loadTrustUrl } from "./trust/load-url.ts";
import { refreshTrustList } from "./trust/refresh.ts";
import { removeTrustList } from "./trust/remove.ts";
import { usageSummary } from "./usage/summary.ts";

/**
 * Every verb there is. Surfaces, documents and the isolation test enumerate this; a verb that is missing here fails
 * the architecture test.
 */
export const verbs = {
  "billing.reserve": reserveTier,
  "billing.show": showBillingMonth,
  "bucket.connect": connectBucket,
  "bucket.get": getBucket,
  "bucket.list": listBuckets,
  "bucket.probe": probeBucket,
  "bucket.remove": removeBucket,
  "bucket.rename": renameBucket,
  "bucket.reprobe": reprobeBucket,
  "bucket.set-delivery": setDelivery,
  "delivery.list-links": listLinks,
  "identity.check": checkIdentity,
  "identity.connect-key-service": connectKeyService,
  "identity.ensure-development": ensureDevelopmentIdentity,
  "identity.get": getIdentity,
  "identity.list": listIdentities,
  "identity.retire": retireIdentity,
  "identity.rotate": rotateIdentity,
  "identity.set-default": setDefaultIdentity,
  "identity.upload": uploadIdentity,
  "identity.watch": watchIdentities,
  "inventory.cancel": cancelInventory,
  "inventory.collect": collectInventory,
  "inventory.fail": failInventory,
  "inventory.get": getInventory,
  "inventory.import": importInventory,
  "inventory.list-objects": listObjects,
  "inventory.list": listInventories,
  "inventory.remove": removeInventory,
  "inventory.request-report": requestReport,
  "inventory.request": requestInventory,
  "media.list-formats": listFormats,
  "metadata.get-field-set": getFieldSet,
  "metadata.import-fields": importFields,
  "metadata.list-field-sets": listFieldSets,
  "metadata.preview": previewMetadata,
  "metadata.remove-field-set": removeFieldSet,
  "plan.approve": approvePlan,
  "plan.check-metadata": checkMetadata,
  "plan.estimate": estimatePlan,
  "plan.get": getPlan,
  "plan.list": listPlans,
  "plan.list-metadata-faults": listMetadataFaults,
  "proof.get-store": getProofStore,
  "proof.inspect": inspectProof,
  "proof.show": showProof,
  "proof.sign": signProof,
  "proof.revalidate": revalidateReceipt,
  "receipt.count-duplicates": countDuplicates,
  "receipt.export": exportReceipts,
  "receipt.get": getReceipt,
  "receipt.list": listReceipts,
  "run.cancel": cancelRun,
  "run.clone": cloneRun,
  "run.compare-ledger": compareRunLedger,
  "run.fill": fillRun,
  "run.get": getRun,
  "run.list": listRuns,
  "run.list-items": listItems,
  "run.next-slice": nextSlice,
  "run.pause": pauseRun,
  "run.plan-slices": planSlices,
  "run.pump": pump,
  "run.report": reportRun,
  "run.resume": resumeRun,
  "run.retry": retryRun,
  "run.start": startRun,
  "run.sweep": sweepRun,
  "run.tune": tuneRun,
  "sample.cancel": cancelSample,
  "sample.draw": drawSample,
  "sample.get": getSample,
  "sample.list-objects": listSampleObjects,
  "sample.list": listSamples,
  "sample.request": requestSample,
  "sample.thumbnail": getThumbnail,
  "stamp-debt.list": listDebts,
  "stamp-debt.pay": payDebts,
  "stamp-debt.pay-now": payDebtsNow,
  "stamp-debt.summary": summariseDebts,
  "stamper.clear": clearProfile,
  "stamper.configure": configureProfile,
  "stamper.get": getProfile,
  "stamper.list": listProfiles,
  "stamper.test": testProfile,
  "trust.allow-development": allowDevelopmentRoots,
  "trust.get": getTrustList,
  "trust.get-policy": getTrustPolicy,
  "trust.list": listTrustLists,
  "trust.list-anchors": listTrustAnchors,
  "trust.load-file": loadTrustFile,
  "trust.load-url": loadTrustUrl,
  "trust.refresh": refreshTrustList,
  "trust.remove": removeTrustList,
  "usage.summary": usageSummary,
  "tenant.accept-invitation": acceptInvitation,
  "tenant.change-password": changePassword,
  "tenant.change-role": changeRole,
  "tenant.create-key": createKey,
  "tenant.create": createTenant,
  "tenant.get": getTenant,
  "tenant.invite-member": inviteMember,
  "tenant.list-audit": listAudit,
  "tenant.list-invitations": listInvitations,
  "tenant.list-keys": listKeys,
  "tenant.list-members": listMembers,
  "tenant.list-mine": listMyTenants,
  "tenant.list-sessions": listSessions,
  "tenant.read-invitation": readInvitation,
  "tenant.remove-member": removeMember,
  "tenant.rename": renameTenant,
  "tenant.revoke-invitation": revokeInvitation,
  "tenant.revoke-key": revokeKey,
  "tenant.revoke-session": revokeSession,
  "tenant.sign-in": signIn,
  "tenant.sign-out": signOut,
  "tenant.sign-up": signUp,
} as const;

export type VerbName = keyof typeof verbs;
