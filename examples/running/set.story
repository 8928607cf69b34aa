# A set of two under kubelets: pods start in order, a deleted one returns, scaling down keeps the claims.
$ kubectl apply -f set.yaml
service/web created
statefulset.apps/web created
@ 1s
$ kubectl get pods
NAME    READY   STATUS              RESTARTS   AGE
web-0   0/1     ContainerCreating   0          1s
@ 9s
$ kubectl get pods
NAME    READY   STATUS    RESTARTS   AGE
web-0   1/1     Running   0          10s
web-1   1/1     Running   0          9s
$ kubectl get events
LAST SEEN   TYPE      REASON                  OBJECT                             MESSAGE
10s         Normal    ProvisioningSucceeded   persistentvolumeclaim/data-web-0   Successfully provisioned volume pvc-53a73324-c921-4d9f-a711-956f3c4bb425 using kubernetes.io/host-path
9s          Normal    ProvisioningSucceeded   persistentvolumeclaim/data-web-1   Successfully provisioned volume pvc-688067e6-3946-4662-ad0a-2999609b9289 using kubernetes.io/host-path
10s         Warning   FailedScheduling        pod/web-0                          0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found
10s         Normal    Scheduled               pod/web-0                          Successfully assigned default/web-0 to node-1
10s         Normal    Pulling                 pod/web-0                          Pulling image "plain:1"
9s          Normal    Pulled                  pod/web-0                          Successfully pulled image "plain:1" in 1s (1s including waiting). Image size: 70000000 bytes.
9s          Normal    Created                 pod/web-0                          Container created
9s          Normal    Started                 pod/web-0                          Container started
9s          Warning   FailedScheduling        pod/web-1                          0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found
9s          Normal    Scheduled               pod/web-1                          Successfully assigned default/web-1 to node-1
8s          Normal    Pulled                  pod/web-1                          Container image "plain:1" already present on machine and can be accessed by the pod
8s          Normal    Created                 pod/web-1                          Container created
8s          Normal    Started                 pod/web-1                          Container started
10s         Normal    SuccessfulCreate        statefulset/web                    Create Claim data-web-0 Pod web-0 in StatefulSet web success
10s         Normal    SuccessfulCreate        statefulset/web                    Create Pod web-0 in StatefulSet web successful
9s          Normal    SuccessfulCreate        statefulset/web                    Create Claim data-web-1 Pod web-1 in StatefulSet web success
9s          Normal    SuccessfulCreate        statefulset/web                    Create Pod web-1 in StatefulSet web successful
$ kubectl delete pod web-0
pod "web-0" deleted from default namespace
$ kubectl get pods
NAME    READY   STATUS    RESTARTS   AGE
web-0   0/1     Pending   0          0s
web-1   1/1     Running   0          9s
@ 5s
$ kubectl get pods -o wide
NAME    READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES
web-0   1/1     Running   0          5s    10.244.0.4   node-1   <none>           <none>
web-1   1/1     Running   0          14s   10.244.0.3   node-1   <none>           <none>
$ kubectl scale sts web --replicas=1
statefulset.apps/web scaled
@ 10s
$ kubectl get pods,pvc
NAME        READY   STATUS    RESTARTS   AGE
pod/web-0   1/1     Running   0          15s

NAME                               STATUS   VOLUME                                     CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
persistentvolumeclaim/data-web-0   Bound    pvc-53a73324-c921-4d9f-a711-956f3c4bb425   1Gi        RWO            hostpath       <unset>                 25s
persistentvolumeclaim/data-web-1   Bound    pvc-688067e6-3946-4662-ad0a-2999609b9289   1Gi        RWO            hostpath       <unset>                 24s
