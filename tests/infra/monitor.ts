import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type * as StructProto from "google-protobuf/google/protobuf/struct_pb.js";
import type * as EmptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import type * as EngineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type * as EngineProto from "@pulumi/pulumi/proto/engine_pb.js";
import type * as ProviderProto from "@pulumi/pulumi/proto/provider_pb.js";
import type * as ResourceService from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import type * as ResourceProto from "@pulumi/pulumi/proto/resource_pb.js";
import * as v from "valibot";
import { Properties } from "./properties.ts";
import { answerInvoke, provide } from "./provider.ts";

// Pulumi's generated protos are CommonJS whose names Node's ES module loader cannot see.
const load = createRequire(import.meta.url);
const { Struct } = load("google-protobuf/google/protobuf/struct_pb.js") as typeof StructProto;
const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js") as typeof EmptyProto;
const { EngineService: engineService } = load("@pulumi/pulumi/proto/engine_grpc_pb.js") as typeof EngineService;
const engine = load("@pulumi/pulumi/proto/engine_pb.js") as typeof EngineProto;
const { InvokeResponse } = load("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderProto;
const { ResourceMonitorService: monitorService } = load(
  "@pulumi/pulumi/proto/resource_grpc_pb.js",
) as typeof ResourceService;
const resource = load("@pulumi/pulumi/proto/resource_pb.js") as typeof ResourceProto;

/** One resource exactly as the program registered it: secrets and assets still carry Pulumi's marks. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly inputs: Properties;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly dependencies: readonly string[];
  /** The provider it was registered with; empty for the default one, which the stack's configuration describes. */
  readonly provider: string;
  /** The id of the existing resource that it takes over; empty when it is created. */
  readonly importId: string;
  /** The id it got, or will get. */
  readonly id: string;
}

export interface Recording {
  readonly registrations: Registration[];
  /** Outputs by the URN of the component, or stack, that registered them. */
  readonly outputs: Map<string, Properties>;
  readonly errors: string[];
  readonly warnings: string[];
}

type Handler<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  done: grpc.sendUnaryData<Response>,
) => void;

/** Turns an answer, or the fault of making it, into what gRPC wants. */
function answering<Request, Response>(answer: (request: Request) => Response): Handler<Request, Response> {
  return (call, done) => {
    try {
      done(null, answer(call.request));
    } catch (fault) {
      done({ code: grpc.status.UNKNOWN, details: fault instanceof Error ? fault.message : String(fault) });
    }
  };
}

function toProperties(struct: StructProto.Struct | undefined): Properties {
  return v.parse(Properties, struct?.toJavaScript() ?? {});
}

function toStruct(properties: Properties): StructProto.Struct {
  // google-protobuf's own type for JSON, which a parsed record is.
  return Struct.fromJavaScript(properties as Record<string, StructProto.JavaScriptValue>);
}

/** The features of engine 3.248. Source: pulumi/pulumi, pkg/resource/deploy/source_eval.go, SupportsFeature. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

function registerResource(recording: Recording, stack: string, project: string, dryRun: boolean) {
  return (request: ResourceProto.RegisterResourceRequest): ResourceProto.RegisterResourceResponse => {
    const declared = describe(request, stack, project);
    const provided = provide(declared.type, declared.name, declared.inputs, stack);
    const registration = { ...declared, id: provided.id };
    recording.registrations.push(registration);
    const response = new resource.RegisterResourceResponse();
    response.setUrn(registration.urn);
    if (!registration.custom) return response;
    // A preview knows what the program said and nothing that AWS would make up.
    if (!dryRun) response.setId(provided.id);
    response.setObject(toStruct({ ...registration.inputs, ...(dryRun ? {} : provided.outputs) }));
    return response;
  };
}

function describe(
  request: ResourceProto.RegisterResourceRequest,
  stack: string,
  project: string,
): Omit<Registration, "id"> {
  const parentType = request.getParent().split("::")[2] ?? "";
  const qualified = parentType === "" || parentType === "pulumi:pulumi:Stack" ? "" : `${parentType}$`;
  return {
    urn: `urn:pulumi:${stack}::${project}::${qualified}${request.getType()}::${request.getName()}`,
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent(),
    inputs: toProperties(request.getObject()),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    dependencies: request.getDependenciesList(),
    provider: request.getProvider(),
    importId: request.getImportid(),
  };
}

function monitorHandlers(recording: Recording, stack: string, project: string, dryRun: boolean) {
  return {
    supportsFeature: answering((request: ResourceProto.SupportsFeatureRequest) => {
      const response = new resource.SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    }),
    invoke: answering((request: ResourceProto.ResourceInvokeRequest) => {
      const response = new InvokeResponse();
      response.setReturn(toStruct(answerInvoke(request.getTok())));
      return response;
    }),
    registerResource: answering(registerResource(recording, stack, project, dryRun)),
    registerResourceOutputs: answering((request: ResourceProto.RegisterResourceOutputsRequest) => {
      recording.outputs.set(request.getUrn(), toProperties(request.getOutputs()));
      return new Empty();
    }),
    signalAndWaitForShutdown: answering(() => new Empty()),
  };
}

function engineHandlers(recording: Recording) {
  return {
    log: answering((request: EngineProto.LogRequest) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) recording.errors.push(request.getMessage());
      if (request.getSeverity() === engine.LogSeverity.WARNING) recording.warnings.push(request.getMessage());
      return new Empty();
    }),
    setRootResource: answering(() => new engine.SetRootResourceResponse()),
    getRootResource: answering(() => new engine.GetRootResourceResponse()),
  };
}

export interface Monitor {
  readonly address: string;
  readonly recording: Recording;
  readonly close: () => void;
}

/** Starts a resource monitor and engine on a free port; every call the program makes is recorded. */
export async function startMonitor(stack: string, project: string, dryRun: boolean): Promise<Monitor> {
  const recording: Recording = { registrations: [], outputs: new Map(), errors: [], warnings: [] };
  const server = new grpc.Server();
  server.addService(monitorService, monitorHandlers(recording, stack, project, dryRun));
  server.addService(engineService, engineHandlers(recording));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (fault, bound) => {
      if (fault === null) resolve(bound);
      else reject(fault);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    recording,
    close: () => {
      server.forceShutdown();
    },
  };
}
